"""Windows that count in what they ask of each other allow the same schedules as before."""

import random
from dataclasses import replace
from itertools import permutations
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dispatcher.bench.darp_file import read_instance
from dispatcher.bench.darp_problem import problem_of, tightened
from dispatcher.planning.problem import Problem, Ride, Route, Visit
from dispatcher.planning.route.schedule import schedule
from tests.dispatcher.bench.instances import write
from tests.dispatcher.planning.instances import duty, on_a_line, ride

DAY_S = 40_000


def with_window(one: Ride, rng: random.Random) -> Ride:
    """Return a ride with one window, as published requests have it, and a longest ride."""
    begin = rng.randrange(0, DAY_S // 4)
    narrow, all_day = (begin, begin + rng.randrange(0, 1_500)), (0, DAY_S)
    (pickup_from, pickup_to), (dropoff_from, dropoff_by) = rng.sample([narrow, all_day], 2)
    return replace(
        one,
        pickup_from=pickup_from,
        pickup_to=pickup_to,
        dropoff_from=dropoff_from,
        dropoff_by=dropoff_by,
        max_ride_s=rng.randrange(200, 3_000),
        boarding_s=rng.randrange(0, 100),
    )


def orders(rides: tuple[Ride, ...]) -> list[Route]:
    """Return every order in which all are picked up, and then dropped off."""
    twice = 2 * [one.id for one in rides]
    return [
        tuple(Visit(name, is_pickup=name not in order[:k]) for k, name in enumerate(order))
        for order in sorted(set(permutations(twice)))
    ]


@settings(deadline=None)  # the first one loads kernels
@given(st.integers(0, 1_000_000))
def test_no_schedule_is_lost_and_none_is_won(seed: int) -> None:
    rng = random.Random(seed)
    loose = tuple(with_window(ride(f"r{n}", *rng.sample(range(1, 6), 2)), rng) for n in range(2))
    travel_s = on_a_line(6)
    tight = tuple(tightened(one, int(travel_s[one.origin, one.destination])) for one in loose)
    van = duty("van", back_by=DAY_S)
    for route in orders(loose):
        before, after = (
            schedule(Problem(travel_s, (van,), rides), van, route) is not None for rides in (loose, tight)
        )
        assert before == after


def test_the_open_window_is_as_narrow_as_the_ride_is_long() -> None:
    all_day = replace(ride("r", 1, 3), pickup_from=0, pickup_to=DAY_S, boarding_s=60, max_ride_s=1_800)
    tight = tightened(replace(all_day, dropoff_from=9_000, dropoff_by=9_600), 400)
    assert (tight.pickup_from, tight.pickup_to) == (9_000 - 1_860, 9_600 - 460)
    assert (tight.dropoff_from, tight.dropoff_by) == (9_000, 9_600)


def test_a_ride_that_nobody_can_drive_keeps_its_windows() -> None:
    one = replace(ride("r", 1, 3), pickup_from=5_000, pickup_to=6_000, dropoff_from=0, dropoff_by=4_000)
    assert tightened(one, 400) == one


def test_the_longest_distances_fit_into_the_matrix(tmp_path: Path) -> None:
    text = """\
1 2 1000000000 1 1000000000
0 -400000000 -400000000 0 0 0 1000000000
1 400000000 400000000 0 1 0 1000000000
2 -400000000 -400000000 0 -1 0 1000000000
"""
    problem = problem_of(read_instance(write(tmp_path, text)))
    assert problem.travel_s[0, 1] == 1_131_370_850  # 8e8 · √2, rounded up
