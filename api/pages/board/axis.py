"""The board's axis of time: hours in which no van is lent take hardly any room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

PAD = timedelta(minutes=10)
MERGE = timedelta(minutes=50)  # a shorter pause between windows is shown as it is
GAP_PX = 28
LEAST_PX_PER_MINUTE = 1.8
MOST_PX_PER_MINUTE = 5.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the day that is drawn to scale, from `left` on."""

    starts_at: datetime
    ends_at: datetime
    left: float
    px_per_minute: float

    @property
    def right(self) -> float:
        """Where the stretch ends, in pixels."""
        return self.left + (self.ends_at - self.starts_at).total_seconds() / 60 * self.px_per_minute


@dataclass(frozen=True, slots=True)
class Axis:
    """Places instants of a day on a line of pixels."""

    stretches: tuple[Stretch, ...]

    @property
    def width(self) -> float:
        """Pixels that the whole day takes."""
        return self.stretches[-1].right if self.stretches else 0.0

    def x(self, moment: datetime) -> float:
        """Return where `moment` stands; one in a gap stands in the gap's middle."""
        for stretch in self.stretches:
            if moment < stretch.starts_at:
                return max(0.0, stretch.left - GAP_PX / 2)
            if moment <= stretch.ends_at:
                minutes = (moment - stretch.starts_at).total_seconds() / 60
                return round(stretch.left + minutes * stretch.px_per_minute, 1)
        return self.width

    def shows(self, moment: datetime) -> bool:
        """Tell whether `moment` lies in a stretch that is drawn."""
        return any(stretch.starts_at <= moment <= stretch.ends_at for stretch in self.stretches)

    def half_hours(self) -> list[datetime]:
        """Return the half hours that a stretch holds; they get a mark, and a label where there is room."""
        marks = []
        for stretch in self.stretches:
            mark = stretch.starts_at.replace(minute=0, second=0, microsecond=0)
            while mark <= stretch.ends_at:
                if mark >= stretch.starts_at:
                    marks.append(mark)
                mark += timedelta(minutes=30)
        return marks


def make_axis(spans: Sequence[tuple[datetime, datetime]], width: float) -> Axis:
    """Return an axis on which all `spans` lie, about `width` pixels long but never too dense to read."""
    merged: list[list[datetime]] = []
    for start, end in sorted((start - PAD, end + PAD) for start, end in spans):
        if merged and start <= merged[-1][1] + MERGE:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    minutes = sum((end - start).total_seconds() / 60 for start, end in merged)
    room = width - GAP_PX * max(0, len(merged) - 1)
    scale = min(MOST_PX_PER_MINUTE, max(LEAST_PX_PER_MINUTE, room / minutes)) if minutes else 1.0
    stretches: list[Stretch] = []
    for start, end in merged:
        left = stretches[-1].right + GAP_PX if stretches else 0.0
        stretches.append(Stretch(start, end, left, scale))
    return Axis(tuple(stretches))
