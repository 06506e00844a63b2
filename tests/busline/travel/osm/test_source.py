"""Driving times on small maps drawn by hand.

A step north is 111.195 m. At 36 km/h (a limit of 45, driven at four fifths) that takes 11.12 s, so that
n steps take 11.1195 × n s, rounded up: 12, 23, 34, 45, 56, 67 …
"""

from pathlib import Path

import pytest

from busline.travel import Point, TravelSourceAway, TravelSourceWrong
from busline.travel.osm import OsmExtract
from busline.travel.source import UNREACHABLE
from tests.busline.travel.osm.maps import STEP, draw

ROAD = {"highway": "unclassified", "maxspeed": "45"}
LADDER = {1: (0, 0), 2: (1, 0), 3: (2, 0), 4: (3, 0)}  # four places going north


def at(north: float, east: float = 0.0) -> Point:
    """Return the point so many steps north and east of the maps' origin."""
    return Point(47.0 + north * STEP, 9.0 + east * STEP)


def seconds(file: Path, *points: Point) -> list[list[int]]:
    """Return the driving times between `points` on the map."""
    times: list[list[int]] = OsmExtract(file).matrix(points).seconds.tolist()
    return times


def test_a_road_takes_its_length_by_its_speed(tmp_path: Path) -> None:
    file = draw(tmp_path, LADDER, ([1, 2, 3, 4], ROAD))
    assert seconds(file, at(0), at(1), at(3)) == [[0, 12, 34], [12, 0, 23], [34, 23, 0]]


def test_a_point_beside_the_road_starts_at_the_nearest_place_of_it(tmp_path: Path) -> None:
    file = draw(tmp_path, LADDER, ([1, 2, 3, 4], ROAD))
    # A quarter and three quarters up one segment, 0.1 step beside it: half a step, 5.56 s.
    times = OsmExtract(file).matrix([at(1.25, 0.1), at(1.75, -0.1)])
    assert times.seconds.tolist() == [[0, 6], [6, 0]]
    # A step east at 47 degrees is 111.195 × cos 47° = 75.8 m.
    assert times.off_road_m == pytest.approx([7.58, 7.58], abs=0.01)


def test_points_beyond_the_end_count_their_way_to_the_road(tmp_path: Path) -> None:
    file = draw(tmp_path, LADDER, ([1, 2, 3, 4], ROAD))
    times = OsmExtract(file).matrix([at(0), at(13)])
    assert times.off_road_m == pytest.approx([0, 1111.95], abs=0.01)
    assert times.seconds.tolist() == [[0, 34], [34, 0]]


def test_a_one_way_is_driven_round(tmp_path: Path) -> None:
    # A block of four places; its west side (1 → 2) runs north only.
    block = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1)}
    file = draw(tmp_path, block, ([1, 2], {**ROAD, "oneway": "yes"}), ([2, 3, 4, 1], ROAD))
    # Back over the north, east and south sides: 75.83 + 111.20 + 75.83 m = 262.86 m at 10 m/s.
    assert seconds(file, at(0), at(1)) == [[0, 12], [27, 0]]


def test_a_one_way_drawn_against_its_direction(tmp_path: Path) -> None:
    block = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1)}
    file = draw(tmp_path, block, ([1, 2], {**ROAD, "oneway": "-1"}), ([2, 3, 4, 1], ROAD))
    assert seconds(file, at(0), at(1)) == [[0, 27], [12, 0]]


def test_on_the_same_one_way_the_stop_behind_is_round_the_block(tmp_path: Path) -> None:
    block = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1)}
    file = draw(tmp_path, block, ([1, 2], {**ROAD, "oneway": "yes"}), ([2, 3, 4, 1], ROAD))
    # Half a step on: 5.56 s. The way back: half a step less than the whole round of 374.05 m.
    assert seconds(file, at(0.25), at(0.75)) == [[0, 6], [32, 0]]


def test_a_roundabout_runs_one_way(tmp_path: Path) -> None:
    ring = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1)}
    file = draw(tmp_path, ring, ([1, 2, 3, 4, 1], {**ROAD, "junction": "roundabout"}))
    assert seconds(file, at(0), at(1)) == [[0, 12], [27, 0]]


def test_a_private_road_is_not_driven(tmp_path: Path) -> None:
    # Straight on is private; the way round over the east goes 2 steps east, 3 north: 151.66 + 333.59 m.
    places = {**LADDER, 5: (0, 1), 6: (3, 1)}
    private = ([1, 2, 3, 4], {**ROAD, "access": "private"})
    file = draw(tmp_path, places, private, ([1, 5, 6, 4], ROAD))
    assert seconds(file, at(0), at(3)) == [[0, 49], [49, 0]]


def test_a_bollard_cuts_a_street_in_two_that_are_both_reached(tmp_path: Path) -> None:
    # The same map, open, with a bollard at place 3: place 2 is reached from the south, 4 from the north.
    places = {**LADDER, 5: (0, 1), 6: (3, 1)}
    ways = (([1, 2, 3, 4], ROAD), ([1, 5, 6, 4], ROAD))
    file = draw(tmp_path, places, *ways, n3={"barrier": "bollard"})
    assert seconds(file, at(0), at(3)) == [[0, 49], [49, 0]]
    # From half a step before the bollard to half a step behind it: 1.5 steps, the way round, half a step.
    # 166.79 + 485.25 + 55.60 m = 707.64 m.
    assert seconds(file, at(1.5), at(2.5)) == [[0, 71], [71, 0]]


def test_the_faster_of_two_parallel_roads_counts(tmp_path: Path) -> None:
    slow = {**ROAD, "maxspeed": "10"}
    file = draw(tmp_path, LADDER, ([1, 2], slow), ([2, 1], ROAD), ([2, 3, 4], ROAD))
    assert seconds(file, at(0), at(1)) == [[0, 12], [12, 0]]


def test_an_island_is_no_place_to_start_from(tmp_path: Path) -> None:
    # Two places far in the east are joined to each other only: a stop there is snapped to the main land.
    places = {**LADDER, 5: (0, 50), 6: (1, 50)}
    file = draw(tmp_path, places, ([1, 2, 3, 4], ROAD), ([5, 6], ROAD))
    times = OsmExtract(file).matrix([at(0), at(0, 50)])
    assert times.off_road_m[1] == pytest.approx(50 * 75.83, abs=5)


def test_a_dead_end_of_a_one_way_is_left_out(tmp_path: Path) -> None:
    # A van that drove into 4 could never come back: the nearest place it may use is 3.
    ways = (([1, 2, 3], ROAD), ([3, 4], {**ROAD, "oneway": "yes"}))
    file = draw(tmp_path, LADDER, *ways)
    times = OsmExtract(file).matrix([at(0), at(3)])
    assert times.seconds.tolist() == [[0, 23], [23, 0]]
    assert times.off_road_m[1] == pytest.approx(111.195, abs=0.01)


def test_different_points_are_at_least_a_second_apart(tmp_path: Path) -> None:
    file = draw(tmp_path, LADDER, ([1, 2, 3, 4], ROAD))
    # Either side of the road, and twice the same point.
    assert seconds(file, at(1, 0.2), at(1, -0.2), at(1, 0.2)) == [[0, 1, 0], [1, 0, 1], [0, 1, 0]]


def test_a_road_that_leaves_the_extract_is_cut_there(tmp_path: Path) -> None:
    file = draw(tmp_path, LADDER, ([1, 2, 99, 3, 4], ROAD))
    times = OsmExtract(file).matrix([at(0), at(1), at(3)])
    assert times.seconds[0, 1] == 12
    assert (times.seconds != UNREACHABLE).all()
    assert times.off_road_m[2] > 200


def test_a_missing_or_broken_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(TravelSourceAway, match="Download"):
        OsmExtract(tmp_path / "nowhere.osm.pbf").matrix([at(0)])
    broken = tmp_path / "broken.osm.pbf"
    broken.write_bytes(b"\x00\x00\x00\x0d\x0a\x09OSMHeader and then nothing")
    with pytest.raises(TravelSourceWrong, match=r"broken\.osm\.pbf"):
        OsmExtract(broken).matrix([at(0)])
    with pytest.raises(TravelSourceWrong):
        _ = OsmExtract(broken).name


def test_a_file_of_another_kind_is_refused_in_sentences_that_end_once(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text("# No map")
    with pytest.raises(TravelSourceWrong, match=r"can't be read .*[^.]\. Download it anew\.$"):
        OsmExtract(file).matrix([at(0), at(1)])


def test_a_map_without_roads_is_refused(tmp_path: Path) -> None:
    file = draw(tmp_path, LADDER, ([1, 2, 3], {"highway": "footway"}))
    with pytest.raises(TravelSourceWrong, match="no roads"):
        OsmExtract(file).matrix([at(0)])


def test_the_name_tells_the_file(tmp_path: Path) -> None:
    assert OsmExtract(draw(tmp_path, LADDER, ([1, 2], ROAD))).name == "osm: map.osm"
