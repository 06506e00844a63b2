"""Nonsense is refused, all of it at once."""

import numpy as np
import pytest

from busline.travel.checks import TravelNonsense, check_times
from busline.travel.points import Point
from busline.travel.source import DrivingTimes

# Three places on one meridian, 0.009 degrees = 1.0 km apart each.
STOPS = ("south", "middle", "north")
POINTS = [Point(52.351, 4.8), Point(52.360, 4.8), Point(52.369, 4.8)]
SOUND = [[0, 150, 300], [160, 0, 150], [310, 155, 0]]


def faults_of(seconds: list[list[int]], off_road_m: list[float] | None = None) -> set[tuple[str, str]]:
    """Return (where, code) of every fault that the check finds."""
    times = DrivingTimes(np.array(seconds), np.array(off_road_m or [0.0] * len(seconds)))
    try:
        check_times(STOPS[: len(seconds)], POINTS[: len(seconds)], times)
    except TravelNonsense as nonsense:
        return {(fault.where, fault.code) for fault in nonsense.faults}
    return set()


def changed(*changes: tuple[int, int, int]) -> list[list[int]]:
    """Return the sound times with (row, column, seconds) put in."""
    seconds = [list(row) for row in SOUND]
    for row, column, value in changes:
        seconds[row][column] = value
    return seconds


def test_sound_times_pass() -> None:
    assert faults_of(SOUND) == set()


def test_a_stop_off_the_network_says_how_far() -> None:
    times = DrivingTimes(np.array(SOUND), np.array([0.0, 812.4, 300.0]))
    with pytest.raises(TravelNonsense) as nonsense:
        check_times(STOPS, POINTS, times)
    (fault,) = nonsense.value.faults
    assert fault.where == "middle"
    assert "812 m" in fault.message
    assert fault.params["metres"] == 812


def test_zero_between_different_places() -> None:
    assert faults_of(changed((0, 1, 0))) == {("south → middle", "zero-apart")}


def test_zero_between_stops_at_the_same_place_is_right() -> None:
    times = DrivingTimes(np.zeros((2, 2), dtype=np.int64), np.zeros(2))
    check_times(("front", "back"), [POINTS[0], POINTS[0]], times)


def test_five_times_as_long_back() -> None:
    # 160 s back against 800 s there is exactly a factor of five.
    assert faults_of(changed((0, 1, 800))) == {("south → middle", "asymmetric")}
    assert faults_of(changed((0, 1, 799))) == set()


def test_a_one_way_round_the_block_is_no_fault() -> None:
    # 20 s there and 140 s back is a factor of seven, but only two minutes; one second more is refused.
    near = [Point(52.360, 4.8), Point(52.361, 4.8)]
    times = DrivingTimes(np.array([[0, 20], [140, 0]]), np.zeros(2))
    check_times(("a", "b"), near, times)
    times.seconds[1, 0] = 141
    with pytest.raises(TravelNonsense):
        check_times(("a", "b"), near, times)


def test_unreachable_pair() -> None:
    assert faults_of(changed((0, 2, -1))) == {("south → north", "unreachable")}


def test_a_stop_that_nothing_reaches_is_one_fault() -> None:
    assert faults_of(changed((0, 2, -1), (1, 2, -1))) == {("north", "stop-cut-off")}


def test_absurd_speeds() -> None:
    # 1001 m at 150 km/h takes 24.02 s: 24 s is too fast, 25 s is not. The way back is as fast.
    assert faults_of(changed((0, 1, 24), (1, 0, 24))) == {
        ("south → middle", "too-fast"),
        ("middle → south", "too-fast"),
    }
    assert faults_of(changed((0, 1, 25), (1, 0, 25))) == set()
    # 1001 m at 1 km/h takes 3602.5 s.
    assert faults_of(changed((0, 1, 3603), (1, 0, 3603))) == {
        ("south → middle", "too-slow"),
        ("middle → south", "too-slow"),
    }


def test_the_way_to_the_road_is_taken_off_before_a_speed_is_judged() -> None:
    # Both 250 m from the road: 1001 − 500 = 501 m in 20 s are 90 km/h.
    assert faults_of([[0, 20], [20, 0]], [250.0, 250.0]) == set()


def test_all_faults_are_listed_together() -> None:
    assert faults_of(changed((0, 1, 0), (1, 0, -1), (1, 2, 900))) == {
        ("south → middle", "zero-apart"),
        ("middle → south", "unreachable"),
        ("middle → north", "asymmetric"),
    }


def test_another_shape_is_refused() -> None:
    with pytest.raises(TravelNonsense):
        check_times(STOPS, POINTS, DrivingTimes(np.zeros((2, 3), dtype=np.int64), np.zeros(3)))
