"""Making a roster of weeks, having it inspected, and mending it at seven o'clock."""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from busline.days import AMSTERDAM, seconds, service_day
from busline.rules.working_time import WorkingTimeRules
from dispatcher.bench.roster.inspector import Inspector, Worked
from dispatcher.bench.roster.making import Weeks, make_weeks
from dispatcher.roster.allowed import Allowed
from dispatcher.roster.values import RosterDriver
from dispatcher.roster.weeks import WeeksRoster, WeeksSearch, plan_weeks

RULES = WorkingTimeRules()


def measure(drivers: int, vans: int, weeks: int, *, seconds: float, seed: int) -> dict[str, Any]:
    """Return the figures of ``busline bench roster``."""
    made = make_weeks(drivers, vans, weeks, seed)
    began = time.monotonic()
    roster = plan_weeks(made.windows, made.drivers, RULES, search=WeeksSearch(seconds=seconds, seed=seed))
    took = time.monotonic() - began
    last = roster.goals[-1] if roster.goals else None
    return {
        "drivers": drivers,
        "vans": vans,
        "weeks": weeks,
        "windows": len(made.windows),
        "open": len(roster.open),
        "cost": last.cost if last else None,
        "bound": last.bound if last else None,
        "gap": round(roster.gap, 5) if roster.goals else None,
        "seconds": round(took, 2),
        "broken_rules": broken_rules(made, roster.drivers),
        "goals": [
            {"goal": g.goal.value, "cost": g.cost, "bound": g.bound, "gap": round(g.gap, 5)}
            for g in roster.goals
        ],
        "shares": [
            {
                "driver": share.driver,
                "hours": share.got_s / 3600,
                "fairest_hours": share.fairest_s / 3600,
                "contract_hours": share.contract_s / 3600,
                "wanted_hours": share.wanted_s / 3600 if share.wanted_s is not None else None,
                "wishes": share.wishes,
                "wishes_kept": share.wishes_kept,
            }
            for share in roster.shares
        ],
        "ill": _ill(made, roster),
    }


def broken_rules(made: Weeks, drivers: Mapping[str, str]) -> list[str]:
    """Return what is wrong with a roster, looked at without its model; breaks are as it has them."""
    allowed = Allowed(RULES, AMSTERDAM)
    found = []
    for driver in made.drivers:
        mine = [w for w in made.windows if drivers.get(w.id) == driver.id]
        found += [f"{driver.id}: {w.id} without training" for w in mine if w.needs_training > driver.trained]
        found += [
            f"{driver.id}: {w.id} while not available"
            for w in mine
            if not any(begins <= w.start and w.end <= ends for begins, ends in driver.available)
        ]
        work = [
            Worked(seconds(begins), seconds(ends), not span.elsewhere)
            for span in allowed.work(driver, mine)
            for begins, ends in _between_breaks(span.start, span.end, span.breaks)
        ]
        found += [f"{driver.id}: {rule}" for rule in sorted(Inspector(work, AMSTERDAM).findings())]
    return found


def _between_breaks(start: Any, end: Any, breaks: Any) -> list[tuple[Any, Any]]:
    edges = [start, *(moment for pause in breaks for moment in pause), end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _ill(made: Weeks, roster: WeeksRoster) -> dict[str, Any]:
    """Let the driver with the most duties on one day be ill that morning; other days stay as they are."""
    counts: dict[tuple[date, str], int] = {}
    for window in made.windows:
        who = roster.drivers.get(window.id)
        if who is not None:
            key = service_day(window.start, AMSTERDAM), who
            counts[key] = counts.get(key, 0) + 1
    if not counts:
        return {}
    (day, ill) = max(counts, key=lambda key: (counts[key], key))
    gone = {
        w.id
        for w in made.windows
        if roster.drivers.get(w.id) == ill and service_day(w.start, AMSTERDAM) == day
    }
    without = Weeks(made.windows, tuple(_away(d, day) if d.id == ill else d for d in made.drivers))
    today = {w.id for w in made.windows if service_day(w.start, AMSTERDAM) == day}
    told = {window: who for window, who in roster.drivers.items() if window not in gone}
    pinned = {window: who for window, who in told.items() if window not in today}
    present = {window: who for window, who in told.items() if window in today}
    windows = [w for w in made.windows if w.id in roster.drivers]
    began = time.monotonic()
    mended = plan_weeks(
        windows, without.drivers, RULES, pinned=pinned, present=present, search=WeeksSearch(seconds=4.0)
    )
    took = time.monotonic() - began
    return {
        "day": day.isoformat(),
        "driver": ill,
        "duties": len(gone),
        "replaced": len(gone & mended.drivers.keys()),
        "moved": sum(mended.drivers.get(w) != who for w, who in told.items()),
        "seconds": round(took, 2),
        "broken_rules": broken_rules(without, mended.drivers),
    }


def _away(driver: RosterDriver, day: date) -> RosterDriver:
    left = tuple(span for span in driver.available if service_day(span[0], AMSTERDAM) != day)
    return replace(driver, available=left)
