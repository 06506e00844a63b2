"""Giving the improver of production a day, with more and more time each time it begins anew."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from busline.progress import Report
from dispatcher.bench.day.booking import booked_day
from dispatcher.improver.day_improver import day_improver
from dispatcher.improver.protocol import Replanner
from dispatcher.improver.warming import warm
from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.route.route_times import plan_van_s

# Of the time that is given: the improver's answer is there at the end only, so it is asked several times.
SHARES = (1 / 24, 1 / 12, 1 / 6, 1 / 3, 1.0)
CLOSE = 0.01  # to the best possible plan


@dataclass(frozen=True, slots=True)
class Try:
    """What came of one re-planning from the desk's plan on.

    Attributes
    ----------
    seconds
        Wall time until the answer.
    served
        Rides.
    van_s, best_possible_van_s
        Of the plan, and proven; None: nothing known.
    """

    seconds: float
    served: int
    van_s: int
    best_possible_van_s: int | None


def measure(
    requests: int, vans: int, *, seconds: float, seed: int, cores: int, report: Report
) -> dict[str, Any]:
    """Return the figures of one measurement: the improver has up to `seconds`, on so many cores."""
    warm()
    framing = booked_day(requests, vans, seed, report)
    problem, plan = framing.problem, framing.plan
    tries: list[Try] = []
    for share in SHARES:
        report("Improving", len(tries), len(SHARES))
        tries.append(replanned(day_improver(cores=cores), problem, plan, seconds=seconds * share, seed=seed))
    return {
        "requests": requests,
        "vans": vans,
        "seed": seed,
        "cores": cores,
        "rides": len(problem.rides),
        "duties": len(problem.duties),
        "van_s_before": plan_van_s(problem, plan),
        **figures_of(tries),
    }


def replanned(replanner: Replanner, problem: Problem, plan: Plan, *, seconds: float, seed: int) -> Try:
    """Return what `replanner` makes of `plan` in so much time."""
    begun = time.monotonic()
    found = replanner.replan(problem, plan, seconds=seconds, seed=seed)
    took_s = round(time.monotonic() - begun, 3)
    van_s = plan_van_s(problem, found.plan)
    return Try(took_s, len(found.plan.served()), van_s, found.best_possible_van_s)


def figures_of(tries: Sequence[Try]) -> dict[str, Any]:
    """Return the last of `tries`, judged by the best that any of them has proven.

    ``seconds_to_1_percent`` is the time of the shortest whose plan was within a hundredth of that; None
    where none was, or nothing is proven.
    """
    last = tries[-1]
    best_s = max((one.best_possible_van_s for one in tries if one.best_possible_van_s is not None), default=0)
    close = [one.seconds for one in tries if one.van_s <= (1 + CLOSE) * best_s]
    return {
        "served": last.served,
        "van_s": last.van_s,
        "best_possible_van_s": best_s or None,
        "gap": round(last.van_s / best_s - 1, 5) if best_s else None,
        "seconds": last.seconds,
        "seconds_to_1_percent": min(close, default=None),
        "tries": [
            {"seconds": one.seconds, "van_s": one.van_s, "best_possible_van_s": one.best_possible_van_s}
            for one in tries
        ],
    }
