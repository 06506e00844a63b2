"""Longer driving times than a map or a server gives, which know no traffic lights and no rush hour."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from busline.travel.points import Point
from busline.travel.source import (
    UNREACHABLE,
    DrivingTimes,
    Report,
    SourceKind,
    TravelSource,
    say_nothing,
    whole_seconds,
)


@dataclass(frozen=True)
class InTraffic:
    """Another source, whose times are multiplied by a `factor` and rounded up."""

    source: TravelSource
    factor: float

    @property
    def kind(self) -> SourceKind:
        """That of the other source."""
        return self.source.kind

    @property
    def name(self) -> str:
        """That of the other source, and the factor."""
        return f"{self.source.name}, × {self.factor:g} for traffic"

    def matrix(self, points: Sequence[Point], report: Report = say_nothing) -> DrivingTimes:
        """Return the other source's times, lengthened."""
        times = self.source.matrix(points, report)
        lengthened = whole_seconds(times.seconds.astype(np.float64) * self.factor)
        return replace(times, seconds=np.where(times.seconds < 0, UNREACHABLE, lengthened))
