"""Percentiles of measured times."""

import math
from collections.abc import Sequence


def percentile_ms(times_s: Sequence[float], percent: float) -> float | None:
    """Return a percentile in milliseconds: the smallest time that `percent` of all do not exceed.

    None where nothing was measured.
    """
    if not times_s:
        return None
    ordered = sorted(times_s)
    rank = math.ceil(percent / 100 * len(ordered))
    return round(1000 * ordered[max(rank, 1) - 1], 2)
