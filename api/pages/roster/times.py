"""A driver's own sheet: when they can drive, are away, would rather not, and work elsewhere.

The driver and the roster maker see the same page; only the maker sets the contract and what somebody was
trained for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Path, Query, Response
from fastapi.responses import RedirectResponse

from api.access.permissions import Permission
from api.driver.service import driver_of
from api.driver_times.queries import driver_times
from api.driver_times.schemas import ElsewhereWish, Skills, WantedHours, WeeklyWish
from api.driver_times.service import add_elsewhere, add_weekly, remove, set_skills, set_wanted
from api.drivers.schemas import Absence
from api.drivers.service import be_absent, get_driver
from api.idempotency import Once
from api.pages.frame import Reader, reader
from api.pages.once import FormOnce, reply_of
from api.pages.problem_page import say_error, say_fault
from api.pages.render import render
from api.pages.roster.spans import REASONS, is_whole_days, last_day
from api.pages.roster.typed import TypedTimes
from api.rosters.queries import get_line_of
from api.rosters.schemas import Terms, WishBody
from api.rosters.service import add_wish, set_terms
from busline.days import day_span
from busline.errors import InvalidInput, UnknownNoun
from busline.roster.driver_times import WEEK_DAYS, duties_against_rules

router = APIRouter()
A_MONDAY = date(2024, 1, 1)
DriverChoice = Annotated[str, Path(max_length=64)]
Said = Annotated[str, Query(max_length=32)]
What = Annotated[str, Path(max_length=32)]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Whose sheet is looked at, under which address, and by whom."""

    frame: Reader
    driver_id: str
    address: str
    is_own: bool


def office_sheet(
    frame: Annotated[Reader, Depends(reader(Permission.ROSTER))], driver_id: DriverChoice
) -> Sheet:
    """Return the sheet of any driver, for whoever makes rosters."""
    return Sheet(frame, driver_id, f"/roster/drivers/{driver_id}", is_own=False)


def own_sheet(frame: Annotated[Reader, Depends(reader(Permission.OWN_RUN))]) -> Sheet:
    """Return the reader's own sheet."""
    return Sheet(frame, driver_of(frame.caller), "/duties/times", is_own=True)


OfficeSheet = Annotated[Sheet, Depends(office_sheet)]
OwnSheet = Annotated[Sheet, Depends(own_sheet)]


@router.get("/roster/drivers/{driver_id}")
def office_page(sheet: OfficeSheet, said: Said = "") -> Response:
    """Show a driver's sheet to the office."""
    return _page(sheet, said=said)


@router.get("/duties/times")
def own_page(sheet: OwnSheet, said: Said = "") -> Response:
    """Show a driver the own sheet."""
    return _page(sheet, said=said)


@router.post("/roster/drivers/{driver_id}/{what}")
def office_change(
    sheet: OfficeSheet, once: FormOnce, what: What, typed: Annotated[TypedTimes, Form()]
) -> Response:
    """Write down what the office knows of a driver."""
    return _change(sheet, once, what, typed)


@router.post("/duties/times/{what}")
def own_change(sheet: OwnSheet, once: FormOnce, what: What, typed: Annotated[TypedTimes, Form()]) -> Response:
    """Write down what a driver says."""
    return _change(sheet, once, what, typed)


Action = Callable[[Sheet, Once, TypedTimes], Response]


def _weekly(sheet: Sheet, once: Once, typed: TypedTimes, *, elsewhere: bool = False) -> Response:
    wish = WeeklyWish(
        weekdays=tuple(typed.weekdays) or (-1,),  # none is refused like one that there is not
        starts=typed.read_time("starts"),
        ends=typed.read_time("ends"),
        elsewhere=elsewhere,
        employer=typed.employer,
    )
    return add_weekly(once, sheet.frame.line.id, sheet.driver_id, wish)


def _weekly_elsewhere(sheet: Sheet, once: Once, typed: TypedTimes) -> Response:
    return _weekly(sheet, once, typed, elsewhere=True)


def _elsewhere(sheet: Sheet, once: Once, typed: TypedTimes) -> Response:
    wish = ElsewhereWish(
        date=typed.read_day("day"),
        starts=typed.read_time("starts"),
        ends=typed.read_time("ends"),
        employer=typed.employer,
    )
    return add_elsewhere(once, sheet.frame.line.id, sheet.driver_id, wish)


def _wish(sheet: Sheet, once: Once, typed: TypedTimes) -> Response:
    starts_at, ends_at = typed.read_span(sheet.frame.line.zone)
    wish = WishBody(starts_at=starts_at, ends_at=ends_at, avoid=typed.avoid)
    return add_wish(once, sheet.frame.line.id, sheet.driver_id, wish)


def _absence(sheet: Sheet, once: Once, typed: TypedTimes) -> Response:
    starts_at, ends_at = typed.read_span(sheet.frame.line.zone)
    reason = typed.reason if typed.reason in REASONS else REASONS[-1]
    absence = Absence(starts_at=starts_at, ends_at=ends_at, why=reason)
    return be_absent(once, sheet.frame.line.id, sheet.driver_id, absence)


def _hours(sheet: Sheet, once: Once, typed: TypedTimes) -> Response:
    wanted = typed.read_week_s("wanted")
    if sheet.is_own:
        return set_wanted(once, sheet.frame.line.id, sheet.driver_id, WantedHours(wanted_week_s=wanted))
    terms = Terms(contract_week_s=typed.read_week_s("contract") or 0, wanted_week_s=wanted)
    return set_terms(once, sheet.frame.line.id, sheet.driver_id, terms)


def _skills(sheet: Sheet, once: Once, typed: TypedTimes) -> Response:
    skills = Skills(wheelchair_trained=typed.trained)
    return set_skills(once, sheet.frame.line.id, sheet.driver_id, skills)


def _remove(sheet: Sheet, once: Once, typed: TypedTimes) -> Response:
    return remove(once, sheet.frame.line.id, sheet.driver_id, typed.entry)


OWN_ACTIONS: dict[str, Action] = {
    "weekly": _weekly,
    "weekly-elsewhere": _weekly_elsewhere,
    "elsewhere": _elsewhere,
    "wish": _wish,
    "absence": _absence,
    "hours": _hours,
    "remove": _remove,
}
OFFICE_ACTIONS: dict[str, Action] = {**OWN_ACTIONS, "skills": _skills}


def _change(sheet: Sheet, once: Once, what: str, typed: TypedTimes) -> Response:
    action = (OWN_ACTIONS if sheet.is_own else OFFICE_ACTIONS).get(what)
    if action is None:
        raise UnknownNoun("form", what)
    try:
        done = reply_of(lambda: action(sheet, once, typed))
    except InvalidInput as wrong:
        faults = {fault.where: say_fault(sheet.frame.words, fault) for fault in wrong.faults}
        return _page(sheet, what=what, faults=faults, typed=typed)
    said = ("times-said-absent" if done["done"] else "times-said-later") if what == "absence" else ""
    query = f"?said={said}" if said else ""
    return RedirectResponse(f"{sheet.address}{query}#{what}", status_code=303)


def _page(
    sheet: Sheet,
    *,
    what: str = "",
    faults: dict[str, str] | None = None,
    typed: TypedTimes | None = None,
    said: str = "",
) -> Response:
    frame = sheet.frame
    with frame.services.record.read() as session:
        driver = get_driver(session, frame.line.id, sheet.driver_id)
        against = duties_against_rules(session, frame.line.id, sheet.driver_id, now=frame.now)
        view: dict[str, Any] = {
            "sheet": sheet,
            "name": driver.name,
            "times": driver_times(session, frame.line.id, sheet.driver_id, frame.now),
            "against_rules": [
                {"duty": get_line_of(session, duty_id), "why": say_error(frame.words, refused)}
                for duty_id, refused in against.items()
            ],
            "weekdays": [frame.times.weekday(A_MONDAY + timedelta(days=n)) for n in WEEK_DAYS],
            "reasons": REASONS,
            "what": what,
            "faults": faults or {},
            "typed": typed or TypedTimes(),
            "said": said if said.startswith("times-said-") and frame.words.knows(said) else "",
        }

    def in_words(starts_at: Any, ends_at: Any) -> str:
        return span_in_words(frame, starts_at, ends_at)

    return render(frame, "roster/times.html", view, status=422 if faults else 200, in_words=in_words)


def span_in_words(frame: Reader, starts_at: Any, ends_at: Any) -> str:
    """Return “ma 30 nov – wo 2 dec” for whole days, else with the clock times."""
    zone, times = frame.line.zone, frame.times
    first, last = starts_at.astimezone(zone).date(), last_day(ends_at, zone)
    if is_whole_days(starts_at, ends_at, zone):
        return times.day(first) if first == last else f"{times.day(first)} – {times.day(last)}"
    if first == last and ends_at < day_span(last, zone)[1]:
        return times.day_span(starts_at, ends_at)
    until = times.day(last) if ends_at == day_span(last, zone)[1] else times.moment(ends_at)
    return f"{times.moment(starts_at)} – {until}"
