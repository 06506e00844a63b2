"""Which van: a driver of a shape stays on a van for the day, and else on the one they know."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from dispatcher.roster.values import RosterWindow
from dispatcher.roster.weeks.shapes import Shape

SAME_DAY, KNOWN, KEPT = 100, 1, 10_000


def put_on_vans(chosen: Mapping[Shape, Sequence[str]], present: Mapping[str, str]) -> dict[str, str]:
    """Return the driver of each window.

    Parameters
    ----------
    chosen
        The drivers of each shape, as many as it has windows or fewer.
    present
        Window → driver as it is now: who drives the same hours again keeps the van.
    """
    drivers: dict[str, str] = {}
    known: Counter[tuple[str, str]] = Counter()
    today: dict[tuple[str, object], set[str]] = {}
    for shape in sorted(chosen, key=lambda s: (s.start, s.end, s.needs_training)):
        people = sorted(chosen[shape])
        windows = shape.windows[: len(people)]  # the most wanted ones

        def worth(who: str, window: RosterWindow, shape: Shape = shape) -> int:
            stays = window.van in today.get((who, shape.day), ())
            kept = present.get(window.id) == who
            return KEPT * kept + SAME_DAY * stays + KNOWN * min(known[who, window.van], SAME_DAY - 1)

        table = np.array([[worth(who, window) for window in windows] for who in people])
        for row, column in zip(*linear_sum_assignment(table, maximize=True), strict=True):
            who, window = people[row], windows[column]
            drivers[window.id] = who
            known[who, window.van] += 1
            today.setdefault((who, shape.day), set()).add(window.van)
    return drivers
