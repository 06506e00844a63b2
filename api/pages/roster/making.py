"""The roster maker's page: ask for a roster, look at it week by week, publish it."""

from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Path, Query, Response
from fastapi.responses import RedirectResponse

from api.access.permissions import Permission
from api.pages.frame import Reader, reader
from api.pages.once import FormOnce, reply_of
from api.pages.problem_page import say_error
from api.pages.render import render
from api.pages.roster.afterwards import afterwards
from api.pages.roster.sheet import sheet_view
from api.pages.roster.spans import REASONS
from api.rosters.schemas import RosterWish
from api.rosters.service import RosterPast, ask_roster, drop_roster, publish_roster
from busline.nouns import ServiceDay

router = APIRouter()
Maker = Annotated[Reader, Depends(reader(Permission.ROSTER))]
RosterAsked = Annotated[str, Query(max_length=32)]
RosterId = Annotated[str, Path(max_length=32)]


@router.get("/roster")
def roster_page(
    frame: Maker,
    roster: RosterAsked = "",
    week: ServiceDay | None = None,
    said: Annotated[str, Query(max_length=32)] = "",
) -> Response:
    """Show a roster: the one that was chosen, else the newest."""
    return render(frame, "roster/page.html", roster_view(frame, roster, week, said=said))


@router.get("/roster/sheet")
def roster_part(frame: Maker, roster: RosterAsked = "", week: ServiceDay | None = None) -> Response:
    """Show the roster anew, when something changed."""
    return render(frame, "roster/sheet.html", roster_view(frame, roster, week))


@router.post("/roster")
def ask(
    frame: Maker,
    once: FormOnce,
    from_day: Annotated[ServiceDay, Form()],
    weeks: Annotated[int, Form(ge=1, le=8)] = 4,
) -> Response:
    """Ask for a roster of some weeks."""
    wish = RosterWish(from_day=from_day, to_day=from_day + timedelta(days=7 * weeks - 1))
    try:
        made = reply_of(lambda: ask_roster(once, frame.line.id, wish, wish.to_day >= frame.today))
    except RosterPast as wrong:
        view = roster_view(frame, "", None) | {
            "wrong": say_error(frame.words, wrong),
            "typed": {"from_day": from_day, "weeks": weeks},
        }
        return render(frame, "roster/page.html", view, status=422)
    return RedirectResponse(f"/roster?roster={made['id']}", status_code=303)


@router.post("/roster/{roster_id}/publish")
def publish(frame: Maker, once: FormOnce, roster_id: RosterId) -> Response:
    """Publish a draft; while planning is away that is kept, and done when it is back."""
    done = reply_of(lambda: publish_roster(once, frame.line.id, roster_id))["done"]
    said = "roster-said-published" if done else "roster-said-later"
    return RedirectResponse(f"/roster?roster={roster_id}&said={said}", status_code=303)


@router.post("/roster/{roster_id}/drop")
def drop(frame: Maker, once: FormOnce, roster_id: RosterId) -> Response:
    """Drop a draft, or a roster that is still being made."""
    reply_of(lambda: drop_roster(once, frame.line.id, roster_id))
    return RedirectResponse("/roster", status_code=303)


def roster_view(frame: Reader, wanted: str, week: date | None, *, said: str = "") -> dict[str, Any]:
    """Return everything that the page shows; `said` is the sentence that answers what was just done."""
    with frame.services.record.read() as session:
        view = sheet_view(session, frame, wanted, week)
        after = afterwards(session, frame, view["roster"])
    said = said if said.startswith("roster-said-") and frame.words.knows(said) else ""
    return (
        view
        | after
        | {
            "said": said,
            "wrong": "",
            "wrong_absence": "",
            "typed": {"from_day": None, "weeks": 0},
            "reasons": REASONS,
        }
    )
