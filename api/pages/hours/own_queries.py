"""Reading one's own hours of a month, with duties that nobody clocked in on."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from api.access.permissions import Role
from api.hours.desk import open_hours
from api.hours.months import last_day, next_month
from api.pages.frame import Reader
from api.pages.hours.queries import PersonSum, sums
from api.pages.hours.telling import sentences
from api.pages.hours.typed import work_clock
from api.pages.names import stop_names
from busline.hours.reading import (
    Correction,
    Worked,
    WorkKind,
    read_corrections,
    read_corrections_of,
    read_unclocked,
    read_worked,
)
from busline.nouns import CorrectionState, HoursState
from busline.record.tables import ClosedMonth, DeskHours, Duty, HoursCorrection


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One duty or time at the desk: as worked (`row`) or, where nobody clocked in, as planned."""

    hours_id: str
    day: date
    van: str
    row: Worked | None
    because: list[str]
    from_text: str
    to_text: str
    break_minutes: int
    planned: tuple[datetime, datetime] | None
    correction: HoursCorrection | None
    was_left: bool  # it should be over by now, whatever the clock says

    @property
    def goes_on(self) -> bool:
        """Whether it is still being worked on."""
        return self.row is not None and self.row.state is HoursState.OPEN and not self.was_left

    @property
    def can_ask(self) -> bool:
        """Whether a correction can be asked for: one at a time, and not of what still goes on."""
        waits = self.correction is not None and self.correction.state is CorrectionState.ASKED
        return not waits and not self.goes_on

    @property
    def state(self) -> str:
        """How it stands, in one of our words."""
        if self.row is None:
            return "missed"
        return "left" if self.row.state is HoursState.OPEN and self.was_left else self.row.state.value


@dataclass(frozen=True, slots=True)
class OwnMonth:
    """A month of one's own hours.

    ``at_work`` are the hours of a coordinator who is clocked in, ``kinds`` what there is a statement of.
    """

    first: date
    lines: list[OwnLine]
    adjustments: list[Correction]
    total: PersonSum | None
    closed: ClosedMonth | None
    at_work: DeskHours | None
    kinds: list[WorkKind]

    @property
    def before(self) -> str:
        """The month before, as addresses name it."""
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        """The month after."""
        return f"{next_month(self.first):%Y-%m}"


def is_coordinator(frame: Reader) -> bool:
    """Tell whether the reader works at the desk."""
    return Role.COORDINATOR in frame.caller.roles


def people_of_reader(frame: Reader) -> dict[WorkKind, str]:
    """Return as whom the reader works: the id of the driver, the login at the desk."""
    people = {WorkKind.DESK: frame.caller.login}
    if frame.caller.driver_id:
        people[WorkKind.DRIVING] = frame.caller.driver_id
    return people


def read_own_month(session: Session, frame: Reader, first: date) -> OwnMonth:
    """Return the reader's own hours of the month that begins on `first`, the newest first."""
    line_id, mine = frame.line.id, people_of_reader(frame)
    rows = [
        row
        for row in read_worked(session, line_id, first, last_day(first))
        if mine.get(row.kind) == row.person_id
    ]
    adjustments = [
        one
        for one in read_corrections(session, line_id, first, first, CorrectionState.APPROVED)
        if one.row.is_adjustment and mine.get(one.kind) == one.person_id
    ]
    missed = [
        one
        for one in read_unclocked(session, line_id, first, last_day(first), frame.now)
        if one.duty.driver_id == mine.get(WorkKind.DRIVING)
    ]
    corrections = read_corrections_of(
        session, [*(row.hours_id for row in rows), *(one.duty.id for one in missed)]
    )
    stops = stop_names(session, line_id)
    lines = [_worked_line(frame, row, stops, corrections.get(row.hours_id)) for row in rows]
    lines += [_missed_line(frame, one.duty, one.van, corrections.get(one.duty.id)) for one in missed]
    totals = sums(rows, adjustments)
    return OwnMonth(
        first=first,
        lines=sorted(lines, key=lambda line: (line.day, line.from_text), reverse=True),
        adjustments=adjustments,
        total=_together(totals),
        closed=session.get(ClosedMonth, (line_id, first)),
        at_work=open_hours(session, line_id, frame.caller.user_id) if is_coordinator(frame) else None,
        kinds=sorted({one.kind for one in totals}),
    )


def _worked_line(
    frame: Reader, row: Worked, stops: dict[str, str], correction: HoursCorrection | None
) -> OwnLine:
    words, times = frame.words, frame.times
    return OwnLine(
        hours_id=row.hours_id,
        day=row.service_date,
        van=row.van,
        row=row,
        because=sentences(words, times, row, stops),
        from_text=work_clock(words, times, row.worked_from),
        to_text=work_clock(words, times, row.worked_to) if row.worked_to else "",
        break_minutes=row.break_s // 60,
        planned=(row.planned_from, row.planned_to) if row.planned_from and row.planned_to else None,
        correction=correction,
        was_left=row.planned_to is not None and row.planned_to < frame.now,
    )


def _missed_line(frame: Reader, duty: Duty, van: str, correction: HoursCorrection | None) -> OwnLine:
    return OwnLine(
        hours_id=duty.id,
        day=duty.service_date,
        van=van,
        row=None,
        because=[],
        from_text=frame.times.clock(duty.starts_at),
        to_text=frame.times.clock(duty.ends_at),
        break_minutes=0,
        planned=(duty.starts_at, duty.ends_at),
        correction=correction,
        was_left=True,
    )


def _together(totals: list[PersonSum]) -> PersonSum | None:
    if not totals:
        return None
    first = totals[0]
    return PersonSum(
        first.kind,
        first.person_id,
        first.person,
        sum(one.planned_s for one in totals),
        sum(one.worked_s for one in totals),
        sum(one.adjusted_s for one in totals),
    )
