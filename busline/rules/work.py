"""Work as spans of time: joined into stretches without a break, and into shifts between two rests."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from busline.errors import InvalidInput
from busline.rules.working_time_rules import DAY_S, WorkingTimeRules

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, order=True)
class WorkSpan:
    """A span of work with the breaks inside it; ``elsewhere``: for another employer."""

    start: datetime
    end: datetime
    breaks: tuple[tuple[datetime, datetime], ...] = ()
    elsewhere: bool = False

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise InvalidInput("Working time needs aware instants.")
        if self.end < self.start or any(end < start for start, end in self.breaks):
            raise InvalidInput("A span of work ends before it starts.")


@dataclass(slots=True)
class Stretch:
    """Work without a break in it; ``own``: work for the line takes part in it."""

    start: datetime
    end: datetime
    own: bool

    @property
    def length_s(self) -> int:
        """Seconds from start to end."""
        return int((self.end - self.start).total_seconds())


def stretches_of(ordered: Iterable[WorkSpan], rules: WorkingTimeRules) -> list[Stretch]:
    """Join work, given in order of time, into stretches between which lies at least a piece of a break."""
    pieces = sorted((p for span in ordered for p in _pieces(span, rules)), key=lambda p: (p.start, p.end))
    joined: list[Stretch] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last is not None and (piece.start - last.end).total_seconds() < rules.break_piece_s:
            last.end = max(last.end, piece.end)
            last.own = last.own or piece.own
        else:
            joined.append(piece)
    return joined


def shifts_of(stretches: Sequence[Stretch], rules: WorkingTimeRules) -> list[list[Stretch]]:
    """Return the stretches of each shift: the work between two rests.

    Where a line may shorten the rest, a pause that is long enough for that ends the shift too, as often as
    it may in 7 times 24 hours, but only where the work after it would not fit into the same 24 hours.
    """
    shifts: list[list[Stretch]] = []
    shortened: list[datetime] = []
    for stretch in stretches:
        if not shifts:
            shifts.append([stretch])
            continue
        before = shifts[-1][-1]
        pause_s = (stretch.start - before.end).total_seconds()
        is_short = rules.short_rest_s <= pause_s < rules.rest_s
        if is_short and _may_shorten(shifts[-1], stretch, shortened, rules):
            shortened.append(before.end)
            shifts.append([stretch])
        elif pause_s >= rules.rest_s:
            shifts.append([stretch])
        else:
            shifts[-1].append(stretch)
    return shifts


def work_s_of(shift: Sequence[Stretch]) -> int:
    """Return the seconds worked in a shift."""
    return sum(stretch.length_s for stretch in shift)


def break_s_of(shift: Sequence[Stretch]) -> int:
    """Return the seconds of pauses inside a shift."""
    return int((shift[-1].end - shift[0].start).total_seconds()) - work_s_of(shift)


def _may_shorten(
    shift: Sequence[Stretch], following: Stretch, shortened: Sequence[datetime], rules: WorkingTimeRules
) -> bool:
    fits = (following.end - shift[0].start).total_seconds() <= DAY_S - rules.rest_s
    lately = [moment for moment in shortened if shift[-1].end - moment < WEEK]
    return not fits and len(lately) < rules.short_rests


def _pieces(span: WorkSpan, rules: WorkingTimeRules) -> list[Stretch]:
    pieces, at = [], span.start
    for start, end in sorted(span.breaks):
        begin, stop = max(start, at), min(end, span.end)
        if (stop - begin).total_seconds() >= rules.break_piece_s:
            pieces.append(Stretch(at, begin, not span.elsewhere))
            at = stop
    pieces.append(Stretch(at, span.end, not span.elsewhere))
    return [piece for piece in pieces if piece.start < piece.end]
