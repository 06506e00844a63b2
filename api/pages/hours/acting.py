"""What the pages of hours share: doing a form's work once, and showing what was changed."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from fastapi import Form, Query, Response
from sqlalchemy.orm import Session

from api.common import Shown
from api.hours.months import first_day
from api.hours.schemas import Correction
from api.hours.service import AnyHours, get_hours
from api.idempotency import AlreadyAnswered, Once
from api.pages.frame import Reader
from api.pages.hours.queries import HoursMonth, read_month
from api.pages.hours.typed import typed_span
from api.pages.render import render
from busline.errors import Fault, InvalidInput
from busline.record.engine import WriteSession
from busline.record.tables import Duty, Hours

SHORTEST_REASON = 3
LIKELY_MINUTES = 10  # what a meeting lets pass unless it says otherwise
MonthText = Annotated[str, Query(pattern=r"^(20\d\d-(0[1-9]|1[0-2]))?$")]
MonthField = Annotated[str, Form(pattern=r"^(20\d\d-(0[1-9]|1[0-2]))?$")]
ViewField = Annotated[str, Form(pattern=r"^(month|sign-off-\d{1,3})$")]
Clocked = Annotated[str, Form(max_length=40)]
BreakMinutes = Annotated[int, Form(ge=0, le=720)]
Why = Annotated[str, Form(max_length=500)]
Etag = Annotated[str, Form(max_length=20)]


class Kept(Shown):
    """What the answer to a form keeps: what was done to what."""

    id: str


def do_once(once: Once, why: str, work: Callable[[WriteSession], str]) -> None:
    """Do the work of a form, unless it was sent before; `work` returns the id of what it changed."""
    try:
        with once.change(why) as session:
            once.answer(session, Kept(id=work(session)))
    except AlreadyAnswered:
        pass  # pressed twice: it is shown as it stands


def reason_of(why: str) -> str:
    """Return a reason that says something.

    Raises
    ------
    InvalidInput
        If it is empty, or nearly.
    """
    if len(why.strip()) < SHORTEST_REASON:
        fault = Fault("why", "Say in a few words why.", "why-needed")
        raise InvalidInput(fault.message, faults=[fault])
    return why.strip()


def typed_correction(
    session: WriteSession,
    frame: Reader,
    day: date,
    hours: AnyHours | None,
    typed: tuple[str, str, int, str],
) -> Correction:
    """Return the correction that somebody typed: begin, end, minutes of break, reason.

    What stands as it was shown is kept to the second.
    """
    starts, ends, minutes, why = typed
    kept = (hours.worked_from, hours.worked_to) if hours else (None, None)
    worked_from, worked_to = typed_span(session, frame, day, (starts, ends), kept)
    break_s = hours.break_s if hours and hours.break_s // 60 == minutes else minutes * 60
    return Correction(worked_from=worked_from, worked_to=worked_to, break_s=break_s, why=reason_of(why))


def worked_or_planned(session: Session, frame: Reader, hours_id: str) -> tuple[AnyHours | None, date]:
    """Return hours and their day; of a duty that nobody clocked in on, only its day.

    Raises
    ------
    UnknownNoun
        If there is neither.
    """
    duty = session.get(Duty, hours_id)
    if duty is not None and duty.line_id == frame.line.id and session.get(Hours, hours_id) is None:
        return None, duty.service_date
    hours = get_hours(session, frame.line.id, hours_id)
    return hours, hours.service_date


def month_of(frame: Reader, month: str) -> date:
    """Return the first day of the month that was asked for, or of this one."""
    return first_day(month) if month else frame.today.replace(day=1)


def section(frame: Reader, view: str, first: date, *, acted: str = "", told: str = "") -> Response:
    """Show a month of hours anew, as the list or as the meeting sees it.

    Parameters
    ----------
    acted
        The id of the hours that were changed: the focus goes there.
    told
        What was done, where the change is not one row.
    """
    with frame.services.record.read() as session:
        shown = read_month(session, frame, first)
    more: dict[str, Any] = {"acted": acted, "told": told, "view_name": view}
    if view == "month":
        return render(frame, "hours/month.html", shown, **more)
    return render(frame, "hours/sign_off_part.html", shown, **more, **sign_off(shown, view))


def sign_off(shown: HoursMonth, view: str) -> dict[str, Any]:
    """Return what the meeting goes through: what differs by more than some minutes, and the others."""
    minutes = int(view.rpartition("-")[2])
    waiting = shown.waiting
    return {
        "minutes": minutes,
        "differing": [line for line in waiting if line.differs(minutes)],
        "others": [line for line in waiting if not line.differs(minutes)],
        "decided": [line for line in shown.lines if not line.waits and line.differs(minutes)],
    }
