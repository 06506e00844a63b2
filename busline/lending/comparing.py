"""What a lender's windows change: new ones, other times, windows that go, and whether they have rides.

The lender is outside of the cooperative. Nothing finer than that a window has rides is known here, whatever
part of it changes: who proposes one end after the other must not find out by that when somebody rides.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from busline.lending.wanted import WantedWindow
from busline.record.spans import Span, overlap, without
from busline.record.tables import IdleWindow


class ChangeKind(StrEnum):
    """What becomes of a window."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """One window that becomes another.

    Attributes
    ----------
    before, after
        None for a new window, and for one that is gone.
    has_rides
        Whether any ride is booked in the window as it is now, be it in the part that changes or not.
    """

    kind: ChangeKind
    van_id: str
    before: Span | None = None
    after: Span | None = None
    window_id: str | None = None
    has_rides: bool = False

    @property
    def at(self) -> Span:
        """The span that the change is about."""
        span = self.after or self.before
        assert span is not None
        return span


@dataclass(frozen=True)
class Comparison:
    """Everything that would change, by time, and how many windows stay as they are."""

    changes: tuple[Change, ...]
    same: int

    def of(self, kind: ChangeKind) -> list[Change]:
        """Return the changes of one kind."""
        return [change for change in self.changes if change.kind is kind]

    @property
    def mark(self) -> str:
        """A hash of all that would change: whoever saw these changes has seen no others."""
        said = [
            (change.kind, change.van_id, change.before, change.after, change.has_rides)
            for change in self.changes
        ]
        return hashlib.sha256(repr(said).encode()).hexdigest()

    @property
    def has_rides(self) -> bool:
        """Whether rides are booked in any window that changes or goes."""
        return any(change.has_rides for change in self.changes)


def compare(
    standing: Iterable[IdleWindow],
    wanted: Iterable[WantedWindow],
    with_rides: Collection[str],
    outages: Mapping[str, Sequence[Span]],
    now: datetime,
) -> Comparison:
    """Compare the windows that stand with those that are wanted for the same vans and days.

    What is over stays as it was. Of a window that has begun only the end can change. Hours in which a van
    is out of service are cut out of what is wanted.

    Parameters
    ----------
    standing
        The windows that are not withdrawn.
    with_rides
        The ids of the windows in which rides are booked.
    outages
        When vans are out of service, by van.
    """
    there: dict[str, list[IdleWindow]] = {}
    for window in standing:
        if window.ends_at > now:
            there.setdefault(window.van_id, []).append(window)
    spans: dict[str, list[Span]] = {}
    for want in wanted:
        spans.setdefault(want.van_id, []).extend(_left(want, outages.get(want.van_id, ()), now))
    changes: list[Change] = []
    same = 0
    for van_id in sorted(there.keys() | spans.keys()):
        found = _pair(van_id, there.get(van_id, []), spans.get(van_id, []), with_rides, now)
        changes += [change for change in found if change.before != change.after]
        same += sum(change.before == change.after for change in found)
    return Comparison(tuple(sorted(changes, key=lambda change: (change.at, change.van_id))), same)


def _left(want: WantedWindow, outages: Sequence[Span], now: datetime) -> list[Span]:
    return [span for span in without([want.span], outages) if span[1] > now]


def _pair(
    van_id: str,
    there: list[IdleWindow],
    spans: list[Span],
    with_rides: Collection[str],
    now: datetime,
) -> list[Change]:
    """Match each window with the wanted span that it has most in common with; what is left is new or gone."""
    left = sorted(spans)
    found = []
    by_likeness = sorted(there, key=lambda window: (_span(window) not in left, window.starts_at))
    for window in by_likeness:
        before = _span(window)
        alike = max(left, key=lambda span: _common(span, before), default=None)
        if alike is None or not overlap(alike, before):
            found.append(Change(ChangeKind.GONE, van_id, before, None, window.id, window.id in with_rides))
            continue
        left.remove(alike)
        after = (before[0], alike[1]) if before[0] <= now else alike
        found.append(Change(ChangeKind.CHANGED, van_id, before, after, window.id, window.id in with_rides))
    return found + [Change(ChangeKind.NEW, van_id, None, span) for span in left]


def _span(window: IdleWindow) -> Span:
    return window.starts_at, window.ends_at


def _common(one: Span, other: Span) -> float:
    return (min(one[1], other[1]) - max(one[0], other[0])).total_seconds()
