"""Days that are too wide for a proof: rides share a van in too many ways, or are too many."""

from dataclasses import replace

import pytest

from dispatcher.bound.proving import Proven, prove
from dispatcher.bound.width import HARDLY_PROVEN, MOST_NESTED, MOST_RIDES, is_too_wide, is_wide
from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import Problem
from dispatcher.planning.search.construct import construct
from tests.dispatcher.planning.instances import duty, on_a_line, ride

GOALS = Goals.driving_only()


def day(rides: int, *, apart_s: int) -> Problem:
    """A day of rides the same way, each so much later than the one before."""
    return Problem(
        on_a_line(4),
        (duty(back_by=1_000_000),),
        tuple(
            ride(f"r{n}", 1, 2, pickup_from=n * apart_s, pickup_to=n * apart_s + 600, dropoff_by=900_000)
            for n in range(rides)
        ),
    )


@pytest.mark.parametrize(
    ("rides", "apart_s", "too_wide"),
    [
        (MOST_NESTED + 8, 0, True),
        (MOST_NESTED + 1, 0, False),  # each with every other: just as many as may be
        (MOST_NESTED + 8, 5_000, False),
        (MOST_RIDES, 5_000, False),
        (MOST_RIDES + 1, 5_000, True),
        (0, 0, False),
    ],
)
def test_rides_that_can_share_a_van_make_a_day_wide(rides: int, apart_s: int, too_wide: bool) -> None:
    assert is_too_wide(day(rides, apart_s=apart_s), GOALS) is too_wide


@pytest.mark.parametrize(("more", "wide"), [(1, False), (2, True)])
def test_a_day_is_wide_before_it_is_too_wide(more: int, wide: bool) -> None:
    shared = day(HARDLY_PROVEN + more, apart_s=0)
    assert is_wide(shared, GOALS) is wide
    assert not is_too_wide(shared, GOALS)


def test_the_widest_duty_counts() -> None:
    wide = day(MOST_NESTED + 8, apart_s=0)
    short = duty("short", back_by=10)
    assert is_too_wide(replace(wide, duties=(short, *wide.duties)), GOALS)
    assert not is_too_wide(replace(wide, duties=(short,)), GOALS)


def test_nothing_is_proven_of_a_day_that_is_too_wide() -> None:
    wide = day(MOST_NESTED + 8, apart_s=0)
    assert prove(wide, construct(wide, goals=GOALS), GOALS, seconds=60, seed=0) == Proven()
