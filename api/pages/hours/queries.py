"""Reading the hours of a month as a reviewer sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from api.hours.months import last_day, next_month, seal_of
from api.hours.service import CAN_APPROVE
from api.pages.frame import Reader
from api.pages.hours.telling import sentences
from api.pages.hours.typed import work_clock
from api.pages.names import stop_names
from busline.hours.reading import (
    Correction,
    Unclocked,
    Worked,
    WorkKind,
    read_corrections,
    read_unclocked,
    read_worked,
)
from busline.nouns import CorrectionState, HoursState
from busline.record.tables import ClosedMonth

MINUTE = 60


@dataclass(frozen=True, slots=True)
class HoursLine:
    """What somebody worked in one go, with why it differs from plan and what can be done about it.

    ``from_text`` and ``to_text`` are its clock times as they can be typed back.
    """

    row: Worked
    etag: str
    because: Sequence[str]
    from_text: str
    to_text: str
    can_approve: bool
    can_correct: bool
    asked: "CorrectionLine | None"

    @property
    def waits(self) -> bool:
        """Whether somebody must still look at it."""
        return self.row.state not in (HoursState.APPROVED, HoursState.CLOSED) or self.asked is not None

    def differs(self, minutes: int) -> bool:
        """Tell whether a meeting looks at it: more than `minutes` off, or not simply clocked."""
        if self.asked is not None or self.row.worked_to is None or self.row.why:
            return True
        difference = self.row.difference_s
        return difference is not None and abs(difference) > minutes * MINUTE


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction as it is shown; ``can_decide`` says whether the reader may."""

    one: Correction
    etag: str
    can_decide: bool


@dataclass(frozen=True, slots=True)
class PersonSum:
    """What one person worked in a month, in seconds."""

    kind: WorkKind
    person_id: str
    person: str
    planned_s: int
    worked_s: int
    adjusted_s: int

    @property
    def total_s(self) -> int:
        """Worked and adjusted together."""
        return self.worked_s + self.adjusted_s


@dataclass(frozen=True, slots=True)
class HoursMonth:
    """The hours of a month: its lines, corrections of earlier months, and whether it is closed.

    ``unclocked`` are duties that are over without hours, ``orphans`` corrections asked for such duties.
    ``is_intact`` is False where what is in the record now is not what was closed.
    """

    first: date
    lines: Sequence[HoursLine]
    unclocked: Sequence[Unclocked]
    orphans: Sequence[CorrectionLine]
    adjustments: Sequence[CorrectionLine]
    people: Sequence[PersonSum]
    closed: ClosedMonth | None
    is_intact: bool
    is_over: bool

    @property
    def last(self) -> date:
        """Its last day."""
        return last_day(self.first)

    @property
    def before(self) -> str:
        """The month before, as addresses name it."""
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        """The month after."""
        return f"{next_month(self.first):%Y-%m}"

    @property
    def name(self) -> str:
        """This month, as addresses name it."""
        return f"{self.first:%Y-%m}"

    @property
    def planned_s(self) -> int:
        """Seconds planned for those who worked."""
        return sum(one.planned_s for one in self.people)

    @property
    def worked_s(self) -> int:
        """Seconds worked."""
        return sum(one.worked_s for one in self.people)

    @property
    def total_s(self) -> int:
        """Seconds that count in this month: worked, and adjusted of earlier ones."""
        return sum(one.total_s for one in self.people)

    @property
    def waiting(self) -> Sequence[HoursLine]:
        """What must still be looked at."""
        return [line for line in self.lines if line.waits]

    @property
    def decisions_left(self) -> int:
        """How many decisions stand between now and closing."""
        asked = [one for one in (*self.orphans, *self.adjustments) if _is_asked(one)]
        return len(self.waiting) + len(asked)


def read_month(session: Session, frame: Reader, first: date) -> HoursMonth:
    """Return the hours of the month that begins on `first`."""
    line_id = frame.line.id
    closed = session.get(ClosedMonth, (line_id, first))
    rows = read_worked(session, line_id, first, last_day(first))
    corrections = [
        correction_line(frame, one)
        for one in read_corrections(
            session, line_id, first, first, CorrectionState.ASKED, CorrectionState.APPROVED
        )
    ]
    in_month = {one.one.row.hours_id: one for one in corrections if _is_asked(one) and not _adjusts(one)}
    stops = stop_names(session, line_id)
    lines = [_line(frame, row, stops, in_month.pop(row.hours_id, None), closed) for row in rows]
    adjustments = [one for one in corrections if _adjusts(one)]
    return HoursMonth(
        first=first,
        lines=lines,
        unclocked=[
            one
            for one in read_unclocked(session, line_id, first, last_day(first), frame.now)
            if one.duty.id not in in_month
        ],
        orphans=list(in_month.values()),
        adjustments=adjustments,
        people=sums(rows, [one.one for one in adjustments]),
        closed=closed,
        is_intact=_is_intact(session, line_id, closed),
        is_over=frame.today > last_day(first),
    )


def correction_line(frame: Reader, one: Correction) -> CorrectionLine:
    """Return a correction as it is shown to the reader."""
    return CorrectionLine(
        one=one,
        etag=f'"v{one.row.version}"',
        can_decide=one.row.state is CorrectionState.ASKED
        and one.row.asked_by != frame.caller.login
        and not _is_own(frame, one.kind, one.person_id),
    )


def sums(rows: Sequence[Worked], adjustments: Sequence[Correction]) -> list[PersonSum]:
    """Return what each person worked, by name; of `adjustments` those count that were approved."""
    people: dict[tuple[WorkKind, str], PersonSum] = {}
    approved = [one for one in adjustments if one.row.state is CorrectionState.APPROVED]
    for kind, person_id, person, planned_s, worked_s, adjusted_s in (
        *((row.kind, row.person_id, row.person, row.planned_s or 0, row.worked_s, 0) for row in rows),
        *((one.kind, one.person_id, one.person, 0, 0, one.row.difference_s) for one in approved),
    ):
        known = people.get((kind, person_id), PersonSum(kind, person_id, person, 0, 0, 0))
        people[kind, person_id] = PersonSum(
            kind,
            person_id,
            person,
            known.planned_s + planned_s,
            known.worked_s + worked_s,
            known.adjusted_s + adjusted_s,
        )
    return sorted(people.values(), key=lambda one: (one.person, one.person_id, one.kind))


def _line(
    frame: Reader,
    row: Worked,
    stops: dict[str, str],
    asked: CorrectionLine | None,
    closed: ClosedMonth | None,
) -> HoursLine:
    own = _is_own(frame, row.kind, row.person_id)
    return HoursLine(
        row=row,
        etag=f'"v{row.version}"',
        because=sentences(frame.words, frame.times, row, stops),
        from_text=work_clock(frame.words, frame.times, row.worked_from),
        to_text=work_clock(frame.words, frame.times, row.worked_to) if row.worked_to else "",
        can_approve=closed is None
        and row.state in CAN_APPROVE
        and not own
        and asked is None
        and frame.caller.login != row.corrected_by,
        # Hours of a closed month stay: a correction of them is asked for, and counts later.
        can_correct=asked is None and not (own and closed is None),
        asked=asked,
    )


def _is_own(frame: Reader, kind: WorkKind, person_id: str) -> bool:
    return person_id == (frame.caller.driver_id if kind is WorkKind.DRIVING else frame.caller.login)


def _adjusts(one: CorrectionLine) -> bool:
    return one.one.row.is_adjustment


def _is_asked(one: CorrectionLine) -> bool:
    return one.one.row.state is CorrectionState.ASKED


def _is_intact(session: Session, line_id: str, closed: ClosedMonth | None) -> bool:
    if closed is None or not closed.checksum:
        return True
    return seal_of(session, line_id, closed.month).checksum == closed.checksum
