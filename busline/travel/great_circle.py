"""Driving times from the straight line: distance × detour ÷ speed. Needs no network and no map."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from busline.travel.points import Point, straight_lines_m
from busline.travel.source import DrivingTimes, Report, SourceKind, say_nothing, whole_seconds


@dataclass(frozen=True, slots=True)
class GreatCircle:
    """The embedded default.

    Attributes
    ----------
    detour
        Road metres per straight metre, ≥ 1.
    speed_kmh
        Average driving speed, traffic lights included.
    """

    detour: float = 1.3
    speed_kmh: float = 22.0

    @property
    def kind(self) -> SourceKind:
        """Great-circle."""
        return SourceKind.GREAT_CIRCLE

    @property
    def name(self) -> str:
        """The kind with its two numbers."""
        return f"{self.kind.value}: detour {self.detour:g}, {self.speed_kmh:g} km/h"

    def matrix(self, points: Sequence[Point], report: Report = say_nothing) -> DrivingTimes:
        """Return the driving times between all `points`; every point counts as lying on a road."""
        metres = straight_lines_m(points)
        report("straight lines", len(points), len(points))
        seconds = whole_seconds(metres * (self.detour * 3.6 / self.speed_kmh))
        return DrivingTimes(seconds, np.zeros(len(points)))
