"""The weights of the goals, and what a cost says of van time."""

import pytest

from dispatcher.planning.goals import LINE_GOALS, Goals


@pytest.mark.parametrize(("cost", "van_s"), [(0, 0), (1, 1), (10_000, 1), (10_001, 2), (-5, 0)])
def test_a_cost_is_rounded_up_to_whole_seconds_of_van_time(cost: int, van_s: int) -> None:
    # A second costs 10,000: what costs 10,001 takes two, as no plan takes a second and a bit.
    assert LINE_GOALS.least_van_s(cost) == van_s


def test_driving_is_part_of_van_time() -> None:
    # A second on the road costs 3, and one of standing still 2: 10 can't be had in fewer than 4 seconds.
    assert Goals(van_s=2, drive_s=1).least_van_s(10) == 4


def test_where_no_second_costs_anything_nothing_is_known() -> None:
    assert Goals(van_s=0, drive_s=0).least_van_s(10) is None
