"""Putting drivers on idle windows: most rides covered, then steady, then fair, then on one van."""

from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from busline.days import AMSTERDAM
from busline.rules.working_time import WorkingTimeRules
from dispatcher.roster.allowed import Allowed
from dispatcher.roster.values import OpenReason, Roster, RosterDriver, RosterSearch, RosterWindow


def assign(
    windows: Iterable[RosterWindow],
    drivers: Iterable[RosterDriver],
    rules: WorkingTimeRules,
    *,
    fixed: Mapping[str, str] | None = None,
    present: Mapping[str, str] | None = None,
    zone: ZoneInfo = AMSTERDAM,
    search: RosterSearch | None = None,
) -> Roster:
    """Return a driver for as many windows as the rules allow.

    The goals are settled one after the other, each without giving up the one before: windows with promised
    rides covered, by the number of rides; then most hours covered; then most of `present` kept, because
    somebody was told already; then time on duty shared evenly; then one driver a van and day.

    Parameters
    ----------
    windows, drivers
        In any order; the result does not depend on it.
    rules
        Working-time rules; they hold for every driver, with breaks taken inside the windows.
    fixed
        Window → driver that must stay.
    present
        Window → driver that should stay where that costs nothing above it.
    zone
        Where the local days of the rules lie.
    """
    # The solver takes long to load, and a dispatcher that takes over has its duties already.
    from dispatcher.roster.model import RosterModel

    windows = sorted(windows, key=lambda w: (w.start, w.van, w.id))
    drivers = sorted(drivers, key=lambda d: d.id)
    search = search or RosterSearch()
    allowed = Allowed(rules, zone)
    present = present or {}
    model = RosterModel(windows, drivers, allowed, fixed or {}, present, search)
    weight = _coverage_weights(windows)
    model.maximise([(v, weight[w]) for (w, _), v in model.choices.items()], share=0.4)
    kept = [(v, 1) for (w, d), v in model.choices.items() if present.get(w) == d]
    model.maximise(kept, share=0.2)
    if model.choices:
        model.maximise(model.squared_shares(), share=0.3)
        model.maximise(model.same_van_pairs(), share=0.1)
    chosen = {w: d for (w, d), is_chosen in model.best.items() if is_chosen}
    open_windows = [w for w in windows if w.id not in chosen]
    return Roster(chosen, {w.id: why_open(w, drivers, allowed) for w in open_windows})


def _coverage_weights(windows: Sequence[RosterWindow]) -> dict[str, int]:
    """Weigh windows so that one promised ride is worth more than every hour without promises."""
    minutes = {w.id: max(w.length_s // 60, 1) for w in windows}
    a_ride = sum(minutes.values()) + 1
    return {w.id: w.demand * a_ride + minutes[w.id] for w in windows}


def why_open(window: RosterWindow, drivers: Sequence[RosterDriver], allowed: Allowed) -> OpenReason:
    """Return what stood in the way of the driver who came closest."""
    obstacles = {
        allowed.obstacle(driver, window) or _over_weeks(driver, window, allowed) for driver in drivers
    }
    if None in obstacles:
        return OpenReason.NEEDED_ELSEWHERE
    for reason in (OpenReason.WORKING_TIME, OpenReason.NOBODY_TRAINED):
        if reason in obstacles:
            return reason
    return OpenReason.NOBODY_AVAILABLE


def _over_weeks(driver: RosterDriver, window: RosterWindow, allowed: Allowed) -> OpenReason | None:
    return None if allowed.over_weeks(driver, [window]) else OpenReason.WORKING_TIME
