"""Places on the map and the straight line between them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from geopy.distance import great_circle


class Point(NamedTuple):
    """A place in degrees (WGS 84)."""

    lat: float
    lon: float


def straight_lines_m(points: Sequence[Point]) -> npt.NDArray[np.float64]:
    """Return the great-circle distances between all `points` in metres, as a symmetric matrix."""
    metres = np.zeros((len(points), len(points)))
    for i, origin in enumerate(points):
        for j in range(i):
            metres[i, j] = metres[j, i] = great_circle(origin, points[j]).m
    return metres
