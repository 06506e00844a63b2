"""Settings become the source that they describe."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from busline.errors import InvalidInput
from busline.travel import DrivingTimes, GreatCircle, Point, SourceKind, source_from, travel_settings
from busline.travel.osm import OsmExtract
from busline.travel.osrm import Osrm
from busline.travel.source import UNREACHABLE, Report, TravelSource, say_nothing
from busline.travel.traffic import InTraffic
from busline.travel.valhalla import Valhalla


@pytest.mark.parametrize(
    ("given", "source"),
    [
        ({}, GreatCircle(1.3, 22)),
        ({"kind": "great_circle", "detour": 1.4, "speed_kmh": 25}, GreatCircle(1.4, 25)),
        ({"kind": "great-circle"}, GreatCircle(1.3, 22)),
        ({"kind": "osm", "file": "x.osm.pbf"}, OsmExtract(Path("x.osm.pbf"))),
        ({"kind": "osrm", "url": "http://localhost:5000"}, Osrm("http://localhost:5000")),
        (
            {"kind": "valhalla", "url": "http://localhost:8002", "traffic": 1.2},
            InTraffic(Valhalla("http://localhost:8002"), 1.2),
        ),
    ],
)
def test_sources(given: dict[str, Any], source: TravelSource) -> None:
    assert source_from(travel_settings(given)) == source


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"kind": "teleport"}, "travel.kind"),
        ({"kind": "osm"}, "travel"),
        ({"kind": "osrm"}, "travel"),
        ({"kind": "osrm", "url": "localhost:5000"}, "travel.url"),
        ({"kind": "osrm", "url": "file:///etc/passwd"}, "travel.url"),
        ({"speed_kmh": 0}, "travel.speed_kmh"),
        ({"speed_kmh": "fast"}, "travel.speed_kmh"),
        ({"speeds": 3}, "travel.speeds"),
    ],
)
def test_settings_that_can_not_be(given: dict[str, Any], where: str) -> None:
    with pytest.raises(InvalidInput) as wrong:
        travel_settings(given)
    assert [fault.where for fault in wrong.value.faults] == [where]


@dataclass(frozen=True)
class Fixed:
    """A source of two points."""

    kind: SourceKind = SourceKind.OSRM
    name: str = "osrm: fixed"

    def matrix(self, points: Sequence[Point], report: Report = say_nothing) -> DrivingTimes:
        """Return 101 s there and no way back."""
        return DrivingTimes(np.array([[0, 101], [UNREACHABLE, 0]]), np.zeros(2))


def test_traffic_lengthens_and_rounds_up() -> None:
    source = InTraffic(Fixed(), 1.2)
    # 101 × 1.2 = 121.2
    assert source.matrix([]).seconds.tolist() == [[0, 122], [UNREACHABLE, 0]]
    assert source.name == "osrm: fixed, × 1.2 for traffic"
