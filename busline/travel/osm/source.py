"""Driving times from an OpenStreetMap extract that is read on this machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from busline.travel.osm.extract import extract_day, read_network
from busline.travel.osm.network import fastest_ways_s, snap
from busline.travel.points import Point
from busline.travel.source import DrivingTimes, Report, SourceKind, say_nothing


@dataclass(frozen=True)
class OsmExtract:
    """An extract as Geofabrik and others offer them, for Osdorp that of Noord-Holland."""

    file: Path

    @property
    def kind(self) -> SourceKind:
        """OpenStreetMap."""
        return SourceKind.OSM

    @cached_property
    def name(self) -> str:
        """The kind, the file's name and the day of its data."""
        day = extract_day(self.file)
        return f"{self.kind.value}: {self.file.name}{f' of {day}' if day else ''}"

    def matrix(self, points: Sequence[Point], report: Report = say_nothing) -> DrivingTimes:
        """Return the driving times between all `points`, each put on the nearest road.

        Different points are at least a second apart, also where they lie at the same place of the road.

        Raises
        ------
        TravelSourceAway
            If there is no such file.
        TravelSourceWrong
            If it can't be read, or has no roads in it.
        """
        network = read_network(self.file, report)
        snapped = snap(network, points)
        seconds = fastest_ways_s(network, snapped, report)
        apart = np.array([[a != b for b in points] for a in points], dtype=bool).reshape(seconds.shape)
        return DrivingTimes(np.where(apart & (seconds == 0), 1, seconds), snapped.off_road_m)
