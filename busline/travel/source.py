"""The one interface through which driving times come, wherever they come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

from busline.errors import Away, BuslineError
from busline.progress import Report as Report
from busline.travel.points import Point

Seconds = npt.NDArray[np.int64]
UNREACHABLE = -1


class SourceKind(StrEnum):
    """Where driving times come from."""

    GREAT_CIRCLE = "great-circle"
    OSM = "osm"
    OSRM = "osrm"
    VALHALLA = "valhalla"


class TravelSourceAway(Away):
    """The source of driving times can't be reached, or is too slow."""

    code = "travel-source-away"


class TravelSourceWrong(BuslineError):
    """The source of driving times answered, but not with driving times."""

    code = "travel-source-wrong"


@dataclass(frozen=True)
class DrivingTimes:
    """What a source says about a list of points.

    Attributes
    ----------
    seconds
        Square, whole driving seconds from row to column, rounded up; ``UNREACHABLE`` where there is no way.
    off_road_m
        How far each point lies from the road that it was put on; NaN where the source does not say.
    """

    seconds: Seconds
    off_road_m: npt.NDArray[np.float64]


class TravelSource(Protocol):
    """Knows how long a van drives from point to point."""

    @property
    def kind(self) -> SourceKind:
        """Which family of sources this is."""
        ...

    @property
    def name(self) -> str:
        """What is kept with the matrix: the kind, and what makes this source the one it is."""
        ...

    def matrix(self, points: Sequence[Point], report: Report) -> DrivingTimes:
        """Return the driving times between all `points`.

        Raises
        ------
        TravelSourceAway
            If the source can't be reached.
        TravelSourceWrong
            If it answers something else than driving times.
        """
        ...


def say_nothing(what: str, done: int, total: int) -> None:
    """Take a report and drop it."""


def whole_seconds(seconds: npt.NDArray[np.float64]) -> Seconds:
    """Round driving times up to whole seconds; NaN and infinity become ``UNREACHABLE``."""
    known = np.isfinite(seconds)
    # A hair less than the next whole second is noise of floating point, not driving.
    rounded = np.ceil(np.where(known, seconds, 0.0) - 1e-6).astype(np.int64)
    return np.where(known, rounded, UNREACHABLE)
