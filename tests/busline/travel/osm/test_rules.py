"""Which roads a van may drive on, and how fast."""

import pytest

from busline.travel.osm.rules import blocks, is_closed, limit_kmh, road_speeds


def speeds(**tags: str) -> tuple[float, float] | None:
    """Return (along, against) of a road with `tags`; a name's ``__`` is a colon."""
    found = road_speeds({key.replace("__", ":"): value for key, value in tags.items()})
    return None if found is None else (found.along_kmh, found.against_kmh)


def test_a_road_without_tags_has_the_speed_of_its_class() -> None:
    assert speeds(highway="residential") == (25, 25)
    assert speeds(highway="primary") == (65, 65)


@pytest.mark.parametrize("highway", ["footway", "cycleway", "path", "track", "steps", "construction"])
def test_not_for_vans(highway: str) -> None:
    assert speeds(highway=highway) is None


def test_nor_squares_and_what_is_no_road() -> None:
    assert speeds(highway="service", area="yes") is None
    assert speeds(barrier="wall") is None


def test_a_limit_is_driven_at_four_fifths() -> None:
    assert speeds(highway="secondary", maxspeed="50") == (40, 40)
    assert speeds(highway="secondary", maxspeed="80", maxspeed__backward="60") == (64, 48)
    assert speeds(highway="motorway", maxspeed="130") == (100, 0)  # 104, but no van over 100


def test_a_zone_counts_where_no_limit_is_tagged() -> None:
    assert speeds(highway="residential", zone__maxspeed="NL:30") == (24, 24)
    assert speeds(highway="residential", source__maxspeed="NL:zone30", maxspeed="50") == (40, 40)
    assert speeds(highway="residential", source__maxspeed="sign") == (25, 25)


@pytest.mark.parametrize(
    ("value", "kmh"),
    [
        ("50", 50),
        ("50 km/h", 50),
        ("30 mph", 30 * 1.609344),
        ("30mph", 30 * 1.609344),
        ("NL:urban", 50),
        ("NL:rural", 80),
        ("NL:motorway", 100),
        ("NL:zone30", 30),
        ("NL:zone:30", 30),
        ("DE:30", 30),
        ("50;30", 30),
        ("none", 125),
        ("walk", 10),
        ("signals", None),
        ("sign", None),
        ("0", None),
        ("fast", None),
        ("", None),
    ],
)
def test_limits(value: str, kmh: float | None) -> None:
    assert limit_kmh(value) == kmh


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"oneway": "yes"}, (25, 0)),
        ({"oneway": "true"}, (25, 0)),
        ({"oneway": "1"}, (25, 0)),
        ({"oneway": "-1"}, (0, 25)),
        ({"oneway": "reverse"}, (0, 25)),
        ({"oneway": "no"}, (25, 25)),
        ({"oneway": "reversible"}, None),
        ({"junction": "roundabout"}, (25, 0)),
        ({"junction": "roundabout", "oneway": "no"}, (25, 25)),
        ({"oneway": "no", "oneway:motor_vehicle": "yes"}, (25, 0)),
    ],
)
def test_one_ways(tags: dict[str, str], expected: tuple[float, float] | None) -> None:
    assert speeds(highway="residential", **tags) == expected


def test_a_motorway_runs_one_way_without_saying_so() -> None:
    assert speeds(highway="motorway") == (90, 0)
    assert speeds(highway="motorway_link") == (45, 45)


@pytest.mark.parametrize(
    ("tags", "closed"),
    [
        ({}, False),
        ({"access": "no"}, True),
        ({"access": "private"}, True),
        ({"access": "destination"}, False),
        ({"access": "customers"}, False),
        ({"motor_vehicle": "no"}, True),
        ({"motor_vehicle": "destination"}, False),
        ({"vehicle": "no"}, True),
        # The most particular tag decides, either way.
        ({"access": "no", "motor_vehicle": "yes"}, False),
        ({"vehicle": "yes", "motorcar": "no"}, True),
        ({"access": "unbekannt"}, False),
    ],
)
def test_access(tags: dict[str, str], closed: bool) -> None:
    assert is_closed(tags) is closed
    assert (road_speeds({"highway": "service", **tags}) is None) is closed


@pytest.mark.parametrize(
    ("tags", "blocked"),
    [
        ({"barrier": "bollard"}, True),
        ({"barrier": "bollard", "bollard": "rising"}, False),
        ({"barrier": "bollard", "motor_vehicle": "yes"}, False),
        ({"barrier": "block"}, True),
        ({"barrier": "cycle_barrier"}, True),
        ({"barrier": "gate"}, False),
        ({"barrier": "gate", "access": "private"}, True),
        ({"barrier": "lift_gate"}, False),
        ({"barrier": "something new"}, True),
        ({"highway": "crossing"}, False),
    ],
)
def test_barriers(tags: dict[str, str], blocked: bool) -> None:
    assert blocks(tags) is blocked
