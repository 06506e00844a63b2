"""Reading hours of a span of days: of drivers and of coordinators, planned beside worked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.hours.breaks import Press
from busline.hours.explaining import Reason, Shift, explain
from busline.nouns import Call, CorrectionState, DutyState, HoursState
from busline.record.tables import (
    DeskHours,
    Driver,
    DriverEvent,
    Duty,
    Hours,
    HoursCorrection,
    Run,
    User,
    Van,
)


class WorkKind(StrEnum):
    """What somebody worked at."""

    DRIVING = "driving"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Worked:
    """What somebody worked in one go.

    Attributes
    ----------
    hours_id
        The duty's id, or that of a coordinator's hours.
    person_id
        The driver's id, or the coordinator's login.
    planned_from, planned_to
        None for work at the desk, which nobody plans.
    planned_break_s
        The breaks in the duty's run.
    """

    hours_id: str
    kind: WorkKind
    person_id: str
    person: str
    service_date: date
    worked_from: datetime
    worked_to: datetime | None
    break_s: int
    worked_s: int
    state: HoursState
    why: str
    corrected_by: str | None
    approved_by: str | None
    version: int
    van: str = ""
    planned_from: datetime | None = None
    planned_to: datetime | None = None
    planned_break_s: int = 0
    reasons: tuple[Reason, ...] = field(default=())

    @property
    def planned_s(self) -> int | None:
        """Seconds planned less the planned breaks; None where nothing was planned."""
        if self.planned_from is None or self.planned_to is None:
            return None
        return int((self.planned_to - self.planned_from).total_seconds()) - self.planned_break_s

    @property
    def difference_s(self) -> int | None:
        """Worked less planned; None where nothing was planned or it is not clocked out."""
        if self.planned_s is None or self.worked_to is None:
            return None
        return self.worked_s - self.planned_s


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction that somebody asked for, with whose hours it is about."""

    row: HoursCorrection
    kind: WorkKind
    person_id: str
    person: str


def read_worked(session: Session, line_id: str, first: date, last: date) -> list[Worked]:
    """Return all hours of `first` to `last`, both included, by day, beginning and person."""
    rows = [*_driven(session, line_id, first, last), *_at_the_desk(session, line_id, first, last)]
    return sorted(rows, key=lambda row: (row.service_date, row.worked_from, row.person, row.hours_id))


@dataclass(frozen=True, slots=True)
class Unclocked:
    """A duty that is over and that nobody clocked in on."""

    duty: Duty
    person: str
    van: str


def read_unclocked(session: Session, line_id: str, first: date, last: date, now: datetime) -> list[Unclocked]:
    """Return the duties of a span of days that are over by `now` and that nobody clocked in on, by day."""
    rows = session.execute(
        select(Duty, Driver.name, Van.name)
        .join(Driver, (Driver.line_id == Duty.line_id) & (Driver.id == Duty.driver_id))
        .join(Van, (Van.line_id == Duty.line_id) & (Van.id == Duty.van_id))
        .outerjoin(Hours, Hours.duty_id == Duty.id)
        .where(
            Duty.line_id == line_id,
            Duty.service_date.between(first, last),
            Duty.ends_at < now,
            Duty.state != DutyState.WITHDRAWN,
            Hours.duty_id.is_(None),
        )
        .order_by(Duty.starts_at, Duty.van_id)
    )
    return [Unclocked(*row) for row in rows]


def read_corrections(
    session: Session, line_id: str, first: date, last: date, *states: CorrectionState
) -> list[Correction]:
    """Return corrections that count in a month of `first` to `last`, the earliest asked first."""
    wanted = select(HoursCorrection).where(
        HoursCorrection.line_id == line_id, HoursCorrection.month.between(first.replace(day=1), last)
    )
    if states:
        wanted = wanted.where(HoursCorrection.state.in_(states))
    rows = session.scalars(wanted.order_by(HoursCorrection.asked_at, HoursCorrection.id)).all()
    people = people_of(session, [row.hours_id for row in rows])
    return [Correction(row, *people[row.hours_id]) for row in rows if row.hours_id in people]


def read_corrections_of(session: Session, hours_ids: Iterable[str]) -> dict[str, HoursCorrection]:
    """Return by the id of hours the correction of them that waits, or the one that was asked for last."""
    rows = session.scalars(
        select(HoursCorrection)
        .where(HoursCorrection.hours_id.in_(list(hours_ids)))
        .order_by(HoursCorrection.asked_at, HoursCorrection.id)
    )
    found: dict[str, HoursCorrection] = {}
    for row in rows:
        known = found.get(row.hours_id)
        if known is None or known.state is not CorrectionState.ASKED:
            found[row.hours_id] = row
    return found


def people_of(session: Session, hours_ids: Iterable[str]) -> dict[str, tuple[WorkKind, str, str]]:
    """Return by the id of hours (worked or only planned) whose they are: kind, id and name."""
    ids = list(hours_ids)
    found: dict[str, tuple[WorkKind, str, str]] = {}
    # A duty that nobody clocked in on is its driver's; one that somebody did is theirs.
    for duty_id, driver_id, name in session.execute(
        select(Duty.id, Driver.id, Driver.name)
        .join(Driver, (Driver.line_id == Duty.line_id) & (Driver.id == Duty.driver_id))
        .where(Duty.id.in_(ids))
    ):
        found[duty_id] = (WorkKind.DRIVING, driver_id, name)
    for duty_id, driver_id, name in session.execute(
        select(Hours.duty_id, Driver.id, Driver.name)
        .join(Driver, (Driver.line_id == Hours.line_id) & (Driver.id == Hours.driver_id))
        .where(Hours.duty_id.in_(ids))
    ):
        found[duty_id] = (WorkKind.DRIVING, driver_id, name)
    for desk_id, login, name in session.execute(
        select(DeskHours.id, User.login, User.name)
        .join(User, User.id == DeskHours.user_id)
        .where(DeskHours.id.in_(ids))
    ):
        found[desk_id] = (WorkKind.DESK, login, name)
    return found


def _driven(session: Session, line_id: str, first: date, last: date) -> Iterable[Worked]:
    days = Hours.line_id == line_id, Hours.service_date.between(first, last)
    presses = _presses(session, line_id, first, last)
    rows = session.execute(
        select(Hours, Duty, Driver.name, Van.name, Run.calls, Run.breaks)
        .join(Duty, Duty.id == Hours.duty_id)
        .join(Driver, (Driver.line_id == Hours.line_id) & (Driver.id == Hours.driver_id))
        .join(Van, (Van.line_id == Duty.line_id) & (Van.id == Duty.van_id))
        .outerjoin(Run, Run.duty_id == Duty.id)
        .where(*days)
    )
    for hours, duty, driver, van, calls, breaks in rows:
        shift = Shift(
            planned_from=duty.starts_at,
            planned_to=duty.ends_at,
            planned_break_s=sum(_length_s(one) for one in breaks or ()),
            worked_from=hours.worked_from,
            worked_to=hours.worked_to,
            break_s=hours.break_s,
            presses=presses.get(hours.duty_id, ()),
            calls=[Call.model_validate(call) for call in calls or ()],
        )
        yield Worked(
            hours_id=hours.duty_id,
            kind=WorkKind.DRIVING,
            person_id=hours.driver_id,
            person=driver,
            van=van,
            planned_from=shift.planned_from,
            planned_to=shift.planned_to,
            planned_break_s=shift.planned_break_s,
            reasons=explain(shift),
            **_common(hours),
        )


def _at_the_desk(session: Session, line_id: str, first: date, last: date) -> Iterable[Worked]:
    rows = session.execute(
        select(DeskHours, User.login, User.name)
        .join(User, User.id == DeskHours.user_id)
        .where(DeskHours.line_id == line_id, DeskHours.service_date.between(first, last))
    )
    for hours, login, name in rows:
        yield Worked(hours_id=hours.id, kind=WorkKind.DESK, person_id=login, person=name, **_common(hours))


def _common(hours: Hours | DeskHours) -> dict[str, Any]:
    return {
        "service_date": hours.service_date,
        "worked_from": hours.worked_from,
        "worked_to": hours.worked_to,
        "break_s": hours.break_s,
        "worked_s": hours.worked_s,
        "state": hours.state,
        "why": hours.correction_why,
        "corrected_by": hours.corrected_by,
        "approved_by": hours.approved_by,
        "version": hours.version,
    }


def _presses(session: Session, line_id: str, first: date, last: date) -> dict[str, list[Press]]:
    found: dict[str, list[Press]] = {}
    rows = session.execute(
        select(DriverEvent.duty_id, DriverEvent.kind, DriverEvent.happened_at)
        .join(Duty, Duty.id == DriverEvent.duty_id)
        .where(Duty.line_id == line_id, Duty.service_date.between(first, last))
        .order_by(DriverEvent.happened_at)
    )
    for duty_id, kind, happened_at in rows:
        found.setdefault(duty_id, []).append((kind, happened_at))
    return found


def _length_s(planned_break: Mapping[str, str]) -> int:
    begins, ends = (datetime.fromisoformat(planned_break[end]) for end in ("from", "to"))
    return int((ends - begins).total_seconds())
