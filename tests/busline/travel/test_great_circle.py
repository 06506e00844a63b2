"""Driving times from the straight line."""

import math

import numpy as np

from busline.travel import GreatCircle, Point

HOME = Point(52.360, 4.790)
MARKET = Point(52.369, 4.790)


def test_distance_times_detour_by_speed_rounded_up() -> None:
    # 0.009 degrees of a meridian on a sphere of 6,371,009 m: 6371009 × 0.009 × π / 180 = 1000.7 m.
    metres = 6371009 * math.radians(0.009)
    # × 1.5 detour = 1501.1 m, at 36 km/h = 10 m/s: 150.1 s, rounded up 151 s.
    assert 1000 < metres < 1001
    times = GreatCircle(detour=1.5, speed_kmh=36).matrix([HOME, MARKET])
    assert times.seconds.tolist() == [[0, 151], [151, 0]]
    assert times.seconds.dtype == np.int64
    assert times.off_road_m.tolist() == [0.0, 0.0]


def test_a_whole_number_of_seconds_is_not_rounded_up_further() -> None:
    # The speed that makes it exactly 100 s: floating point noise must not make it 101.
    metres = 6371009 * math.radians(0.009)
    times = GreatCircle(detour=1.0, speed_kmh=metres * 3.6 / 100).matrix([HOME, MARKET])
    assert times.seconds[0, 1] == 100


def test_neighbours_are_at_least_a_second_apart() -> None:
    times = GreatCircle().matrix([HOME, Point(52.360001, 4.790)])
    assert times.seconds[0, 1] == 1


def test_no_points_give_an_empty_square() -> None:
    assert GreatCircle().matrix([]).seconds.shape == (0, 0)


def test_the_name_says_what_was_assumed() -> None:
    assert GreatCircle(detour=1.3, speed_kmh=22).name == "great-circle: detour 1.3, 22 km/h"
