"""Planning a roster of weeks: the goals one after the other, then the vans, then what everybody got."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from busline.days import AMSTERDAM
from busline.rules.working_time import WorkingTimeRules
from dispatcher.roster.allowed import Allowed
from dispatcher.roster.assign import why_open
from dispatcher.roster.values import RosterDriver, RosterWindow
from dispatcher.roster.weeks.goals import Goal, GoalReached, WeeksSearch
from dispatcher.roster.weeks.result import Share, WeeksRoster
from dispatcher.roster.weeks.shapes import Shape, shapes_of

if TYPE_CHECKING:
    from dispatcher.roster.weeks.model import WeeksModel
    from dispatcher.roster.weeks.solving import Solving


def plan_weeks(
    windows: Iterable[RosterWindow],
    drivers: Iterable[RosterDriver],
    rules: WorkingTimeRules,
    *,
    pinned: Mapping[str, str] | None = None,
    present: Mapping[str, str] | None = None,
    zone: ZoneInfo = AMSTERDAM,
    search: WeeksSearch | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> WeeksRoster:
    """Return a roster over weeks within the law, by the goals of `dispatcher.roster.weeks.goals`.

    Parameters
    ----------
    windows, drivers
        In any order. ``busy`` and ``elsewhere`` of the drivers reach over the 52 weeks before and two weeks
        after.
    pinned
        Window → driver that stays, whatever it costs: what was published, or agreed upon.
    present
        Window → driver as it is now: who was told already stays where that costs no window its driver.
    zone
        Where the local days and weeks of the rules lie.
    clock
        Gives monotonic seconds, for the time that the search may take.

    Returns
    -------
    Nothing that the rules forbid, but for what is pinned. Where the time is too short for any roster, all
    windows that are not pinned are open.
    """
    search, present, began = search or WeeksSearch(), present or {}, clock()
    windows = sorted(windows, key=lambda w: (w.start, w.van, w.id))
    by_id = {w.id: w for w in windows}
    pinned = {window: who for window, who in (pinned or {}).items() if window in by_id}
    drivers = [_with_settled(d, by_id, pinned) for d in sorted(drivers, key=lambda d: d.id)]
    settled_s = {d.id: sum(by_id[w].length_s for w, who in pinned.items() if who == d.id) for d in drivers}
    free = [w for w in windows if w.id not in pinned]
    allowed = Allowed(rules, zone)
    shapes = shapes_of(free, zone)
    goals: list[GoalReached] = []
    fairest: dict[Shape, list[str]] = {}
    chosen: dict[Shape, list[str]] = {}
    if shapes and drivers:
        # The solver takes long to load, and a dispatcher that takes over has its duties already.
        from dispatcher.roster.weeks.model import WeeksModel
        from dispatcher.roster.weeks.solving import Solving

        model = WeeksModel(
            shapes, drivers, settled_s, rules=rules, allowed=allowed, zone=zone, weights=search.weights
        )
        goals, chosen, fairest = _settle(model, Solving(search, began, clock), present)
    given = {**pinned, **put_on_vans_of(chosen, present)}
    return WeeksRoster(
        drivers=given,
        open={w.id: why_open(w, drivers, allowed) for w in free if w.id not in given},
        goals=tuple(goals),
        shares=[_share(driver, settled_s[driver.id], shapes, chosen, fairest) for driver in drivers],
    )


def put_on_vans_of(chosen: Mapping[Shape, Sequence[str]], present: Mapping[str, str]) -> dict[str, str]:
    """Return the driver of each window, see `dispatcher.roster.weeks.vans`."""
    from dispatcher.roster.weeks.vans import put_on_vans

    return put_on_vans(chosen, present)


def _settle(
    model: "WeeksModel", solving: "Solving", present: Mapping[str, str]
) -> tuple[list[GoalReached], dict[Shape, list[str]], dict[Shape, list[str]]]:
    """Settle all goals, as far as there is time.

    Returns the goals reached, who drives what in the end, and who would in the fairest roster.
    """
    unfair = model.unfair()
    reached: list[GoalReached] = []
    chosen: dict[Shape, list[str]] = {}
    fairest = chosen
    for goal, terms in (
        (Goal.COVER, model.uncovered()),
        (Goal.KEEP, model.moved(present)),
        (Goal.CONTRACT, model.short_of_contract()),
        (Goal.FAIREST, unfair),
        (Goal.SHARE, [*unfair, *model.disliked()]),
    ):
        solving.begin(goal)
        one = model.minimise(goal, terms, solving, hold=goal is not Goal.FAIREST)
        if one is None:
            break
        reached.append(one)
        chosen = _found(model)
        if goal is Goal.FAIREST:
            fairest = chosen
    return reached, chosen, fairest


def _found(model: "WeeksModel") -> dict[Shape, list[str]]:
    found: dict[Shape, list[str]] = {}
    for (shape, driver_id), is_chosen in model.best.items():
        if is_chosen:
            found.setdefault(shape, []).append(driver_id)
    return found


def _with_settled(
    driver: RosterDriver, windows: Mapping[str, RosterWindow], pinned: Mapping[str, str]
) -> RosterDriver:
    mine = [windows[w] for w, who in pinned.items() if who == driver.id]
    return replace(driver, busy=tuple({*driver.busy, *((w.start, w.end) for w in mine)}))


def _share(
    driver: RosterDriver,
    settled_s: int,
    shapes: Sequence[Shape],
    chosen: Mapping[Shape, Sequence[str]],
    fairest: Mapping[Shape, Sequence[str]],
) -> Share:
    kept = wishes = 0
    for wish in driver.wishes:
        touching = [s for s in shapes if wish.start < s.end and s.start < wish.end]
        if touching:
            drives = any(driver.id in chosen.get(s, ()) for s in touching)
            wishes, kept = wishes + 1, kept + (drives is not wish.avoid)
    return Share(
        driver=driver.id,
        got_s=settled_s + sum(s.length_s for s, who in chosen.items() if driver.id in who),
        fairest_s=settled_s + sum(s.length_s for s, who in fairest.items() if driver.id in who),
        contract_s=driver.contract_s,
        wanted_s=driver.wanted_s,
        before_s=driver.worked_s,
        wishes=wishes,
        wishes_kept=kept,
    )
