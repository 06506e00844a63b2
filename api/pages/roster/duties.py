"""A driver's roster: what comes, what changed, what is open, and why something is not for them."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Response

from api.access.permissions import Permission
from api.driver.service import driver_of
from api.pages.frame import Reader, reader
from api.pages.once import FormOnce, reply_of
from api.pages.problem_page import say_problem_of
from api.pages.render import render
from api.pages.roster.sheet import names_of_drivers
from api.rosters.queries import driver_roster
from api.rosters.schemas import BlockedDuty
from api.rosters.service import cannot_drive, see_notice, take_duty

# Further ahead nobody looks every day.
SOON = timedelta(days=14)
router = APIRouter(prefix="/duties")
Own = Annotated[Reader, Depends(reader(Permission.OWN_RUN))]
Choice = Annotated[str, Path(max_length=32)]


@router.get("")
def duties_page(frame: Own) -> Response:
    """Show the driver's roster."""
    return render(frame, "roster/duties.html", duties_view(frame))


@router.get("/list")
def duties_list(frame: Own) -> Response:
    """Show it anew, when something changed."""
    return render(frame, "roster/duty_list.html", duties_view(frame))


@router.post("/{duty_id}/take")
def take(frame: Own, once: FormOnce, duty_id: Choice) -> Response:
    """Take an open duty."""
    reply_of(lambda: take_duty(once, frame.line.id, driver_of(frame.caller), duty_id))
    return answered(frame, "duties-said-taken")


@router.post("/{duty_id}/give-back")
def give_back(frame: Own, once: FormOnce, duty_id: Choice) -> Response:
    """Say that one can't drive."""
    reply_of(lambda: cannot_drive(once, frame.line.id, driver_of(frame.caller), duty_id))
    return answered(frame, "duties-said-given-back")


@router.post("/notices/{notice_id}/seen")
def seen(frame: Own, once: FormOnce, notice_id: Choice) -> Response:
    """Take note of what changed."""
    reply_of(lambda: see_notice(once, frame.line.id, driver_of(frame.caller), notice_id))
    return answered(frame)


@router.post("/notices/{notice_id}/yes")
def take_over(frame: Own, once: FormOnce, notice_id: Choice) -> Response:
    """Say yes to taking a duty over."""
    reply_of(lambda: see_notice(once, frame.line.id, driver_of(frame.caller), notice_id))
    return answered(frame, "duties-said-yes")


def answered(frame: Reader, said: str = "") -> Response:
    """Return the list as it stands, under the sentence that answers what was pressed."""
    return render(frame, "roster/duty_list.html", duties_view(frame) | {"said": said, "answers": True})


def duties_view(frame: Reader) -> dict[str, Any]:
    """Return everything that a driver's page shows."""
    driver_id = frame.caller.driver_id
    empty: dict[str, Any] = {"driver_id": driver_id, "own": None, "names": {}, "said": "", "answers": False}
    if driver_id is None:
        return empty
    with frame.services.record.read() as session:
        own = driver_roster(session, frame.line.id, driver_id, frame.now)
        names = names_of_drivers(session, frame.line.id)

    def why(blocked: BlockedDuty) -> str:
        return say_problem_of(frame.words, blocked.code, blocked.params)

    against = {blocked.duty.id: why(blocked) for blocked in own.against_rules}
    closed = [(blocked.duty, why(blocked)) for blocked in own.blocked]
    near = frame.now + SOON
    soon = [duty for duty in own.duties if duty.starts_at < near]
    later = own.duties[len(soon) :]
    return empty | {
        "soon": soon,
        "later": later,
        "own": own,
        "names": names,
        "against": against,
        "closed": closed,
    }
