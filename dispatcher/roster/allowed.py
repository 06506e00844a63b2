"""Who may drive what: availability, training and the working-time rules, asked exactly."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from busline.rules.long_working_time import long_violations
from busline.rules.owed_breaks import with_owed_breaks
from busline.rules.working_time import (
    WorkingTimeRules,
    WorkingTimeViolation,
    WorkSpan,
    added_violations,
    violations,
)
from dispatcher.roster.values import OpenReason, RosterDriver, RosterWindow, Span

# Work further away than this shares neither a shift nor a rest with a window.
NEARBY = timedelta(hours=48)


class Allowed:
    """Answers whether a driver may drive a set of windows; remembers what it was asked before."""

    def __init__(self, rules: WorkingTimeRules, zone: ZoneInfo) -> None:
        self._rules = rules
        self._zone = zone
        self._known: dict[tuple[str, frozenset[Span]], bool] = {}
        self._broken: dict[str, list[WorkingTimeViolation]] = {}

    def together(self, driver: RosterDriver, windows: Iterable[RosterWindow]) -> bool:
        """Tell whether the working-time rules let `driver` drive all of `windows`."""
        spans = [(w.start, w.end) for w in windows]
        if len(set(spans)) < len(spans):
            return False  # the same span twice is two vans at once
        key = (driver.id, frozenset(spans))
        if key not in self._known:
            self._known[key] = not violations(self._work(driver, sorted(spans)), self._rules, zone=self._zone)
        return self._known[key]

    def over_weeks(self, driver: RosterDriver, windows: Iterable[RosterWindow]) -> bool:
        """Tell whether the rules that reach over days let `driver` drive all of `windows`.

        What other work of theirs breaks already is nothing that a window could mend; but it may not make
        it worse.
        """
        if driver.id not in self._broken:
            self._broken[driver.id] = self._long(driver, ())
        return not added_violations(self._long(driver, windows), self._broken[driver.id])

    def _long(self, driver: RosterDriver, windows: Iterable[RosterWindow]) -> list[WorkingTimeViolation]:
        # Breaks count as work here: a little stricter, and much sooner told.
        spans = [WorkSpan(start, end, elsewhere=True) for start, end in driver.elsewhere]
        spans += [WorkSpan(start, end) for start, end in driver.busy]
        spans += [WorkSpan(w.start, w.end) for w in windows]
        return long_violations(spans, self._rules, zone=self._zone)

    def work(self, driver: RosterDriver, windows: Iterable[RosterWindow]) -> list[WorkSpan]:
        """Return all work of `driver` with that of `windows`, each span with the break that it owes."""
        elsewhere = [WorkSpan(start, end, elsewhere=True) for start, end in driver.elsewhere]
        spans = [*((w.start, w.end) for w in windows), *driver.busy]
        own = [WorkSpan(start, end) for start, end in spans]
        return sorted(with_owed_breaks([*elsewhere, *own], self._rules))

    def apart(self, driver: RosterDriver, one: RosterWindow, other: RosterWindow) -> bool:
        """Tell quickly whether two windows lie a full rest apart, with no other work of `driver` between."""
        first, second = sorted((one, other), key=lambda w: w.start)
        if (second.start - first.end).total_seconds() < self._rules.rest_s:
            return False
        work = (*driver.elsewhere, *driver.busy)
        return not any(first.end < end and start < second.start for start, end in work)

    def obstacle(self, driver: RosterDriver, window: RosterWindow) -> OpenReason | None:
        """Return why `driver` can't drive `window` even if they drive nothing else; ``None`` if they can."""
        if not any(start <= window.start and window.end <= end for start, end in driver.available):
            return OpenReason.NOBODY_AVAILABLE
        if window.needs_training and not driver.trained:
            return OpenReason.NOBODY_TRAINED
        return None if self.together(driver, [window]) else OpenReason.WORKING_TIME

    def _work(self, driver: RosterDriver, spans: Sequence[Span]) -> list[WorkSpan]:
        first, last = spans[0][0] - NEARBY, spans[-1][1] + NEARBY
        elsewhere = [WorkSpan(a, b, elsewhere=True) for a, b in driver.elsewhere if first < b and a < last]
        own = [WorkSpan(a, b) for a, b in (*spans, *driver.busy) if first < b and a < last]
        return with_owed_breaks([*elsewhere, *own], self._rules)
