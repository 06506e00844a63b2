"""Correcting and approving hours: always by somebody else than who drove, or who corrected."""

from datetime import timedelta

from sqlalchemy.orm import Session

from api.access.caller import Caller, NotAllowed
from api.etags import check_unchanged, etag
from api.hours.months import check_month_open
from api.hours.schemas import Correction, HoursCard
from busline.clock import Clock
from busline.errors import Conflict, Fault, InvalidInput, UnknownNoun
from busline.feed.messages import LiveEvent
from busline.nouns import HoursState
from busline.record.engine import WriteSession
from busline.record.tables import Driver, Duty, Hours

LONGEST_DUTY = timedelta(hours=24)
CAN_CORRECT = frozenset({HoursState.OPEN, HoursState.SUBMITTED, HoursState.CORRECTED, HoursState.APPROVED})
CAN_APPROVE = frozenset({HoursState.SUBMITTED, HoursState.CORRECTED})


class OwnHours(NotAllowed):
    """Somebody else must look at these hours."""

    code = "own-hours"


class HoursNotReady(Conflict):
    """The hours stand where this can't be done with them."""

    code = "hours-not-ready"


def get_hours(session: Session, line_id: str, duty_id: str) -> Hours:
    """Return the hours of a duty of the line.

    Raises
    ------
    UnknownNoun
        If nobody clocked in on it.
    """
    hours = session.get(Hours, duty_id)
    if hours is None or hours.line_id != line_id:
        raise UnknownNoun("hours", duty_id)
    return hours


def hours_card(session: Session, hours: Hours) -> HoursCard:
    """Return hours as they are shown."""
    duty = session.get(Duty, hours.duty_id)
    driver = session.get(Driver, (hours.line_id, hours.driver_id))
    columns = {name: getattr(hours, name) for name in HoursCard.model_fields if hasattr(hours, name)}
    return HoursCard(
        **columns,
        driver_name=driver.name if driver else hours.driver_id,
        planned_s=int((duty.ends_at - duty.starts_at).total_seconds()) if duty else 0,
        etag=etag(hours),
    )


def correct(
    session: WriteSession, caller: Caller, hours: Hours, wish: Correction, if_match: str, clock: Clock
) -> None:
    """Write hours otherwise than they were clocked; they need approval afterwards.

    Raises
    ------
    StaleEdit
        If they changed since they were read.
    OwnHours
        If they are the caller's own.
    MonthClosed
        If their month is final.
    InvalidInput
        If they can't be: the end before the begin, in the future, a break longer than the duty.
    """
    check_unchanged(hours, if_match)
    check_month_open(session, hours.line_id, hours.service_date)
    _check_state(hours, CAN_CORRECT)
    if caller.driver_id == hours.driver_id:
        raise OwnHours("These are your own hours. Ask somebody else to correct them.")
    _check_times(wish, clock)
    hours.worked_from, hours.worked_to, hours.break_s = wish.worked_from, wish.worked_to, wish.break_s
    hours.state = HoursState.CORRECTED
    hours.correction_why, hours.corrected_by, hours.approved_by = wish.why, caller.login, None
    session.flush()
    _tell(session, hours)


def approve(session: WriteSession, caller: Caller, hours: Hours, if_match: str) -> None:
    """Approve hours as they are written.

    Raises
    ------
    StaleEdit
        If they changed since they were read.
    OwnHours
        If the caller drove or corrected them.
    HoursNotReady
        If they are not waiting for approval.
    """
    check_unchanged(hours, if_match)
    check_month_open(session, hours.line_id, hours.service_date)
    _check_state(hours, CAN_APPROVE)
    if caller.driver_id == hours.driver_id or caller.login == hours.corrected_by:
        raise OwnHours("You drove or corrected these hours. Ask somebody else to approve them.")
    hours.state = HoursState.APPROVED
    hours.approved_by = caller.login
    session.flush()
    _tell(session, hours)


def _check_state(hours: Hours, allowed: frozenset[HoursState]) -> None:
    if hours.state not in allowed:
        raise HoursNotReady(
            f"These hours are {hours.state.value}; that can't be done with them now.", state=hours.state.value
        )


def _check_times(wish: Correction, clock: Clock) -> None:
    faults = []
    length = wish.worked_to - wish.worked_from
    if not timedelta(0) < length <= LONGEST_DUTY:
        faults.append(
            Fault("worked_to", "The end must be after the begin, within a day.", "end-before-begin")
        )
    elif wish.break_s > length.total_seconds():
        faults.append(Fault("break_s", "The break is longer than the duty.", "break-too-long"))
    if wish.worked_to > clock.now():
        faults.append(Fault("worked_to", "That lies in the future.", "in-the-future"))
    if faults:
        raise InvalidInput(faults[0].message, faults=faults)


def _tell(session: WriteSession, hours: Hours) -> None:
    event = LiveEvent(
        line_id=hours.line_id, topic="hours", service_date=hours.service_date, ids=(hours.duty_id,)
    )
    session.tell(hours.line_id, "live", event.model_dump(mode="json"))
