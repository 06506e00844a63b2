"""Correcting and approving hours: always by somebody else than who worked, or who corrected."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.caller import Caller, NotAllowed
from api.etags import check_unchanged, etag
from api.hours.months import UNDECIDED, check_month_open, one_at_a_time
from api.hours.schemas import Correction, HoursCard
from busline.clock import Clock
from busline.errors import Conflict, Fault, InvalidInput, UnknownNoun
from busline.feed.telling import tell_pages
from busline.hours.reading import WorkKind, people_of
from busline.nouns import HoursState
from busline.record.engine import WriteSession
from busline.record.tables import DeskHours, Duty, Hours, HoursCorrection

LONGEST_DUTY = timedelta(hours=24)
CAN_CORRECT = frozenset({HoursState.OPEN, HoursState.SUBMITTED, HoursState.CORRECTED, HoursState.APPROVED})
CAN_APPROVE = frozenset({HoursState.SUBMITTED, HoursState.CORRECTED})
AnyHours = Hours | DeskHours


class OwnHours(NotAllowed):
    """Somebody else must look at these hours."""

    code = "own-hours"


class HoursNotReady(Conflict):
    """The hours stand where this can't be done with them."""

    code = "hours-not-ready"


class CorrectionWaits(Conflict):
    """Somebody asked for a correction of these hours, which must be decided first."""

    code = "correction-waits"


def get_hours(session: Session, line_id: str, hours_id: str) -> AnyHours:
    """Return the hours of a duty of the line, or of a coordinator by their own id.

    Raises
    ------
    UnknownNoun
        If there are none.
    """
    hours = session.get(Hours, hours_id) or session.get(DeskHours, hours_id)
    if hours is None or hours.line_id != line_id:
        raise UnknownNoun("hours", hours_id)
    return hours


def id_of(hours: AnyHours) -> str:
    """Return the id by which hours are named."""
    return hours.duty_id if isinstance(hours, Hours) else hours.id


def is_own(caller: Caller, hours: AnyHours) -> bool:
    """Tell whether the caller worked these hours."""
    if isinstance(hours, Hours):
        return caller.driver_id == hours.driver_id
    return caller.user_id == hours.user_id


def hours_card(session: Session, hours: AnyHours) -> HoursCard:
    """Return hours as they are shown."""
    duty = session.get(Duty, hours.duty_id) if isinstance(hours, Hours) else None
    hours_id = id_of(hours)
    kind, person_id, name = people_of(session, [hours_id]).get(hours_id, (WorkKind.DRIVING, "", ""))
    columns = {name: getattr(hours, name) for name in HoursCard.model_fields if hasattr(hours, name)}
    return HoursCard(
        **columns
        | {
            "duty_id": hours_id,
            "driver_id": person_id,
            "driver_name": name,
            "kind": kind,
            "planned_s": int((duty.ends_at - duty.starts_at).total_seconds()) if duty else 0,
            "etag": etag(hours),
        },
    )


def correct(
    session: WriteSession, caller: Caller, hours: AnyHours, wish: Correction, if_match: str, clock: Clock
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
    CorrectionWaits
        If somebody asked for one already.
    InvalidInput
        If they can't be: the end before the begin, in the future, a break longer than the duty.
    """
    _check_open(session, hours, if_match, CAN_CORRECT)
    if is_own(caller, hours):
        raise OwnHours("These are your own hours. Ask somebody else to correct them.")
    check_times(wish, clock)
    hours.worked_from, hours.worked_to, hours.break_s = wish.worked_from, wish.worked_to, wish.break_s
    hours.state = HoursState.CORRECTED
    hours.correction_why, hours.corrected_by, hours.approved_by = wish.why, caller.login, None
    session.flush()
    tell(session, hours)


def approve(session: WriteSession, caller: Caller, hours: AnyHours, if_match: str) -> None:
    """Approve hours as they are written.

    Raises
    ------
    StaleEdit
        If they changed since they were read.
    OwnHours
        If the caller worked or corrected them.
    HoursNotReady
        If they are not waiting for approval.
    CorrectionWaits
        If somebody asked for a correction of them.
    """
    _check_open(session, hours, if_match, CAN_APPROVE)
    if is_own(caller, hours) or caller.login == hours.corrected_by:
        raise OwnHours("You worked or corrected these hours. Ask somebody else to approve them.")
    hours.state = HoursState.APPROVED
    hours.approved_by = caller.login
    session.flush()
    tell(session, hours)


def approve_several(
    session: WriteSession, caller: Caller, line_id: str, wanted: Iterable[tuple[str, str]]
) -> int:
    """Approve hours by id and ETag, all of them or none; return how many.

    Raises
    ------
    UnknownNoun, StaleEdit, OwnHours, HoursNotReady, CorrectionWaits, MonthClosed
        As `approve` does, of the first that can't be.
    """
    count = 0
    for hours_id, if_match in sorted(wanted):
        approve(session, caller, get_hours(session, line_id, hours_id), if_match)
        count += 1
    return count


def correction_that_waits(session: Session, hours_id: str) -> HoursCorrection | None:
    """Return the correction of these hours that nobody has decided yet."""
    return session.scalars(
        select(HoursCorrection)
        .where(HoursCorrection.hours_id == hours_id, HoursCorrection.state == UNDECIDED)
        .limit(1)
    ).first()


def check_times(wish: Correction, clock: Clock) -> None:
    """Let times through that somebody can have worked.

    Raises
    ------
    InvalidInput
        If the end is before the begin or more than a day later, or in the future; or the break is longer.
    """
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


def tell(session: WriteSession, hours: AnyHours) -> None:
    """Tell the pages that these hours changed, once this is committed."""
    tell_pages(session, hours.line_id, "hours", service_date=hours.service_date, ids=(id_of(hours),))


def _check_open(
    session: WriteSession, hours: AnyHours, if_match: str, allowed: frozenset[HoursState]
) -> None:
    one_at_a_time(session, hours.line_id)
    check_unchanged(hours, if_match)
    check_month_open(session, hours.line_id, hours.service_date)
    if hours.state not in allowed:
        raise HoursNotReady(
            f"These hours are {hours.state.value}; that can't be done with them now.", state=hours.state.value
        )
    if correction_that_waits(session, id_of(hours)) is not None:
        raise CorrectionWaits("Somebody asked for a correction of these hours. Decide on that first.")
