"""Corrections that are asked for, and decided by somebody else.

One that is asked for hours of an open month replaces them when it is approved. Hours of a closed month stay
as they were closed: the difference counts in the first later month that is open, as a line of its own.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.caller import Caller, NotAllowed
from api.access.permissions import Permission
from api.etags import check_unchanged, etag
from api.hours.months import check_month_open, month_that_counts, one_at_a_time
from api.hours.schemas import Correction, CorrectionCard
from api.hours.service import (
    AnyHours,
    CorrectionWaits,
    HoursNotReady,
    OwnHours,
    check_times,
    correction_that_waits,
    is_own,
    tell,
)
from busline.clock import Clock
from busline.errors import UnknownNoun
from busline.nouns import CorrectionState, HoursState
from busline.record.engine import WriteSession
from busline.record.tables import DeskHours, Duty, Hours, HoursCorrection


class NotYourHours(NotAllowed):
    """They are somebody else's hours, whose review is not the caller's work."""

    code = "not-your-hours"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a correction is about: hours, or a duty that nobody clocked in on (``hours`` is None)."""

    hours_id: str
    line_id: str
    service_date: date
    hours: AnyHours | None
    duty: Duty | None

    def is_of(self, caller: Caller) -> bool:
        """Tell whether the caller worked it."""
        if self.hours is not None:
            return is_own(caller, self.hours)
        return self.duty is not None and self.duty.driver_id == caller.driver_id


def get_correction(session: Session, line_id: str, correction_id: str) -> HoursCorrection:
    """Return a correction of the line.

    Raises
    ------
    UnknownNoun
        If there is none.
    """
    row = session.get(HoursCorrection, correction_id)
    if row is None or row.line_id != line_id:
        raise UnknownNoun("correction", correction_id)
    return row


def correction_card(row: HoursCorrection) -> CorrectionCard:
    """Return a correction as it is shown."""
    columns = {name: getattr(row, name) for name in CorrectionCard.model_fields if hasattr(row, name)}
    more = {"duty_id": row.hours_id, "month": f"{row.month:%Y-%m}", "etag": etag(row)}
    return CorrectionCard(**columns | more)


def ask(
    session: WriteSession, caller: Caller, line_id: str, hours_id: str, wish: Correction, clock: Clock
) -> HoursCorrection:
    """Ask that hours be written otherwise, with the reason; they stay as they are until somebody approves.

    Raises
    ------
    UnknownNoun
        If there are no such hours, and no duty that somebody was to drive.
    NotYourHours
        If they are another's and the caller does not review.
    CorrectionWaits
        If one is asked for already.
    InvalidInput
        If they can't be.
    """
    one_at_a_time(session, line_id)
    subject = _subject(session, line_id, hours_id)
    if not subject.is_of(caller) and not caller.may(Permission.HOURS_CORRECT):
        raise NotYourHours("These are somebody else's hours.")
    if correction_that_waits(session, hours_id) is not None:
        raise CorrectionWaits("A correction of these hours is asked for already. Withdraw it first.")
    check_times(wish, clock)
    month = month_that_counts(session, line_id, subject.service_date)
    row = HoursCorrection(
        line_id=line_id,
        hours_id=hours_id,
        service_date=subject.service_date,
        month=month,
        worked_from=wish.worked_from,
        worked_to=wish.worked_to,
        break_s=wish.break_s,
        difference_s=0,
        why=wish.why,
        asked_by=caller.login,
        asked_at=clock.now(),
        state=CorrectionState.ASKED,
        decided_why="",
    )
    row.difference_s = row.worked_s - _counted_s(session, subject)
    session.add(row)
    session.flush()
    return row


def approve_correction(
    session: WriteSession, caller: Caller, row: HoursCorrection, if_match: str, clock: Clock
) -> None:
    """Let a correction count.

    Raises
    ------
    StaleEdit
        If it changed since it was read.
    HoursNotReady
        If it is decided already.
    OwnHours
        If the caller asked for it or worked these hours.
    """
    subject = _decidable(session, caller, row, if_match)
    if not row.is_adjustment:
        row.difference_s = row.worked_s - _counted_s(session, subject)
        _write(session, caller, subject, row)
    row.state = CorrectionState.APPROVED
    row.decided_by, row.decided_at = caller.login, clock.now()
    session.flush()


def decline_correction(
    session: WriteSession, caller: Caller, row: HoursCorrection, if_match: str, why: str, clock: Clock
) -> None:
    """Leave hours as they are, and say why to who asked.

    Raises
    ------
    StaleEdit, HoursNotReady, OwnHours
        As `approve_correction` does.
    """
    _decidable(session, caller, row, if_match)
    row.state = CorrectionState.DECLINED
    row.decided_by, row.decided_at, row.decided_why = caller.login, clock.now(), why
    session.flush()


def withdraw_correction(session: WriteSession, caller: Caller, row: HoursCorrection, clock: Clock) -> None:
    """Take back what one asked for.

    Raises
    ------
    NotYourHours
        If somebody else asked.
    HoursNotReady
        If it is decided already.
    """
    one_at_a_time(session, row.line_id)
    if row.asked_by != caller.login:
        raise NotYourHours("Somebody else asked for this correction.")
    _check_asked(row)
    row.state = CorrectionState.WITHDRAWN
    row.decided_by, row.decided_at = caller.login, clock.now()
    session.flush()


def _subject(session: Session, line_id: str, hours_id: str) -> Subject:
    hours = session.get(Hours, hours_id) or session.get(DeskHours, hours_id)
    if hours is not None and hours.line_id == line_id:
        return Subject(hours_id, line_id, hours.service_date, hours, None)
    duty = session.get(Duty, hours_id)
    if duty is None or duty.line_id != line_id or duty.driver_id is None:
        raise UnknownNoun("hours", hours_id)
    return Subject(hours_id, line_id, duty.service_date, None, duty)


def _counted_s(session: Session, subject: Subject) -> int:
    """Return what counts now for these hours: as they are, or as the last approved correction made them."""
    last = session.scalars(
        select(HoursCorrection)
        .where(
            HoursCorrection.hours_id == subject.hours_id,
            HoursCorrection.state == CorrectionState.APPROVED,
            HoursCorrection.month > subject.service_date,  # hours of an open month were changed themselves
        )
        .order_by(HoursCorrection.decided_at.desc(), HoursCorrection.month.desc())
        .limit(1)
    ).first()
    if last is not None:
        return last.worked_s
    return subject.hours.worked_s if subject.hours is not None else 0


def _decidable(session: WriteSession, caller: Caller, row: HoursCorrection, if_match: str) -> Subject:
    one_at_a_time(session, row.line_id)
    check_unchanged(row, if_match)
    _check_asked(row)
    check_month_open(session, row.line_id, row.month)
    subject = _subject(session, row.line_id, row.hours_id)
    if caller.login == row.asked_by or subject.is_of(caller):
        raise OwnHours("You asked for this, or worked these hours. Ask somebody else to decide.")
    return subject


def _check_asked(row: HoursCorrection) -> None:
    if row.state is not CorrectionState.ASKED:
        raise HoursNotReady("This correction is decided already.", state=row.state.value)


def _write(session: WriteSession, caller: Caller, subject: Subject, row: HoursCorrection) -> None:
    hours = subject.hours
    if hours is None:
        assert subject.duty is not None
        assert subject.duty.driver_id is not None
        hours = Hours(
            duty_id=subject.hours_id,
            line_id=subject.line_id,
            driver_id=subject.duty.driver_id,
            service_date=subject.service_date,
        )
        session.add(hours)
    hours.worked_from, hours.worked_to, hours.break_s = row.worked_from, row.worked_to, row.break_s
    hours.state = HoursState.APPROVED
    hours.correction_why, hours.corrected_by, hours.approved_by = row.why, row.asked_by, caller.login
    session.flush()
    tell(session, hours)
