"""Windows that are alike: the same hours, the same training. Which of their vans one drives is free."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from busline.days import service_day
from dispatcher.roster.values import RosterWindow

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Shape:
    """Windows of the same hours that ask for the same training; the most wanted first."""

    start: datetime
    end: datetime
    needs_training: bool
    day: date
    windows: tuple[RosterWindow, ...]

    @property
    def window(self) -> RosterWindow:
        """A window that stands for all of them where only their hours matter."""
        return self.windows[0]

    @property
    def length_s(self) -> int:
        """Seconds from start to end."""
        return self.window.length_s


def shapes_of(windows: Iterable[RosterWindow], zone: ZoneInfo) -> list[Shape]:
    """Return the shapes of `windows` in order of time."""
    alike: dict[tuple[datetime, datetime, bool], list[RosterWindow]] = {}
    for window in windows:
        alike.setdefault((window.start, window.end, window.needs_training), []).append(window)
    return [
        Shape(
            start,
            end,
            needs_training,
            service_day(start, zone),
            tuple(sorted(same, key=lambda w: (-w.demand, -w.expected, w.van, w.id))),
        )
        for (start, end, needs_training), same in sorted(alike.items())
    ]


def last_week(shapes: Iterable[Shape], zone: ZoneInfo) -> Mapping[Shape, Shape]:
    """Return for each shape the one at the same local hours of the week before, where there is one."""

    def hours(shape: Shape, day: date) -> tuple[object, ...]:
        begins, ends = (m.astimezone(zone).time() for m in (shape.start, shape.end))
        return day, begins, ends, shape.needs_training

    shapes = list(shapes)
    known = {hours(shape, shape.day): shape for shape in shapes}
    pairs = ((shape, known.get(hours(shape, shape.day - WEEK))) for shape in shapes)
    return {shape: before for shape, before in pairs if before is not None}
