"""A whole country's real roads against a plain Dijkstra over the same file."""

import random
from pathlib import Path

import pytest

from busline.travel import Point
from busline.travel.checks import check_times
from busline.travel.closure import Shortening, metric_closure
from busline.travel.osm import OsmExtract
from tests.busline.travel.osm.plain import PlainMap, plain_matrix

REPOSITORY = Path(__file__).resolve().parents[4]
EXTRACT = REPOSITORY.parent / "shared" / "roads" / "liechtenstein.osm.pbf"

pytestmark = pytest.mark.skipif(
    not EXTRACT.is_file(), reason="needs ../shared/roads/liechtenstein.osm.pbf beside the repository"
)


@pytest.fixture(scope="module")
def plain_map() -> PlainMap:
    """The extract as the plain reader sees it."""
    return PlainMap(EXTRACT)


@pytest.fixture(scope="module")
def points(plain_map: PlainMap) -> list[Point]:
    """Forty points in the country: on nodes, beside roads, and wherever they fall."""
    dice = random.Random(47)
    nodes = [plain_map.where[place] for place in sorted(plain_map.arcs, key=str)]
    on_nodes = [Point(*node) for node in dice.sample(nodes, 12)]
    beside = [
        Point(lat + dice.uniform(-0.001, 0.001), lon + dice.uniform(-0.001, 0.001))
        for lat, lon in dice.sample(nodes, 20)
    ]
    anywhere = [Point(dice.uniform(47.06, 47.26), dice.uniform(9.48, 9.62)) for _ in range(8)]
    return on_nodes + beside + anywhere


def test_no_time_differs_from_a_plain_dijkstra(plain_map: PlainMap, points: list[Point]) -> None:
    times = OsmExtract(EXTRACT).matrix(points)
    assert times.seconds.tolist() == plain_matrix(plain_map, points)
    metres = [plain_map.nearest(*point)[3] for point in points]
    assert times.off_road_m.tolist() == pytest.approx(metres, abs=1e-3)


@pytest.mark.timeout(10)
def test_the_whole_matrix_is_there_in_seconds_and_makes_sense(points: list[Point]) -> None:
    source = OsmExtract(EXTRACT)
    near_roads = points[:32]
    times = source.matrix(near_roads)
    check_times([str(i) for i in range(32)], near_roads, times)
    # Fastest ways need no way over a third stop.
    assert metric_closure(times.seconds)[1] == Shortening(0, 0)
    assert source.name == "osm: liechtenstein.osm.pbf of 2015-07-27"
