"""The windows that a lender wants to lend, as a calendar, a sheet or a program says them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from busline.days import day_span, service_day
from busline.errors import Fault

# Faults beyond these help nobody: the sheet has another form than we think.
MOST_FAULTS = 200


@dataclass(frozen=True, slots=True, order=True)
class WantedWindow:
    """A span in which a van shall be lent; ``where`` is its place in the source, as a fault names it."""

    van_id: str
    starts_at: datetime
    ends_at: datetime
    where: str = field(default="", compare=False)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """From when to when."""
        return self.starts_at, self.ends_at


@dataclass(frozen=True)
class Offered:
    """What was read of a source: windows by van and start, and everything wrong with it.

    With faults the windows are not to be used: half a source is no source.
    """

    windows: tuple[WantedWindow, ...] = ()
    faults: tuple[Fault, ...] = ()


def offered(
    windows: Iterable[WantedWindow],
    faults: Iterable[Fault],
    zone: ZoneInfo,
    overlap_code: str = "lent-overlap",
) -> Offered:
    """Return windows in order, each on one service day; two of one van that overlap are a fault.

    What is there twice, alike in van and times, is there once.
    """
    found = list(faults)
    whole: dict[WantedWindow, WantedWindow] = {}
    for window in windows:
        whole.setdefault(window, window)
    in_order = sorted(whole.values())
    for one, other in pairwise(in_order):
        if one.van_id == other.van_id and other.starts_at < one.ends_at:
            said = f"overlaps with {one.where} of the same van"
            params = {"where": other.where, "other": one.where}
            found.append(Fault(other.where, said, overlap_code, params))
    by_day = tuple(piece for window in in_order for piece in split_by_day(window, zone))
    return Offered(by_day, tuple(found[:MOST_FAULTS]))


def split_by_day(window: WantedWindow, zone: ZoneInfo) -> Iterator[WantedWindow]:
    """Yield a window's pieces, cut at midnight: a window belongs to one service day."""
    starts_at = window.starts_at
    while starts_at < window.ends_at:
        day = service_day(starts_at, zone)
        ends_at = min(window.ends_at, day_span(day, zone)[1])
        yield replace(window, starts_at=starts_at, ends_at=ends_at)
        starts_at = ends_at


def between(windows: Iterable[WantedWindow], first: date, last: date, zone: ZoneInfo) -> list[WantedWindow]:
    """Return the windows of the service days from `first` to `last`, both included."""
    begin, end = day_span(first, zone)[0], day_span(last, zone)[1]
    return [window for window in windows if window.starts_at < end and window.ends_at > begin]


def last_day(windows: Iterable[WantedWindow], zone: ZoneInfo) -> date | None:
    """Return the last service day of any window; None without windows."""
    ends = [window.ends_at for window in windows]
    return service_day(max(ends) - timedelta(seconds=1), zone) if ends else None
