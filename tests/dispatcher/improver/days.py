"""Random service days with several vans, breaks, riders on board and pinned rides, and a plan for each."""

import numpy as np

from busline.nouns import Layout
from dispatcher.planning.fleet.best_insertion import best_insertion
from dispatcher.planning.problem import BreakNeed, DutyFrame, Plan, Problem, Ride, Visit

DENTED = (Layout(seats=6, wheelchairs=0), Layout(seats=1, wheelchairs=1), Layout(seats=0, wheelchairs=2))
VAN = (Layout(seats=8, wheelchairs=0), Layout(seats=5, wheelchairs=1), Layout(seats=2, wheelchairs=2))
HOUR = 3600
MORNING = 1_800_000_000  # far from zero, as real days are


def random_day(seed: int, rides: int, vans: int = 3) -> tuple[Problem, Plan]:
    """Return a day of six hours in which `rides` are wished, and a plan with those that go in first.

    The first van is under way with a rider on board; the second owes a break; the third has a dented
    layout and a limit on its length.
    """
    random = np.random.default_rng(seed)
    places = random.integers(0, 1500, size=(12, 2))
    travel_s = np.abs(places[:, None, :] - places[None, :, :]).sum(axis=2).astype(np.int64) // 3
    duties = tuple(_duty(number, number % 2) for number in range(vans))
    aboard = _ride(random, travel_s, "aboard", boarded=True)
    wishes = [_ride(random, travel_s, f"r{n}") for n in range(rides)]
    problem = Problem(travel_s, duties, (aboard, *wishes))
    plan = Plan.empty(problem).with_route(0, (Visit("aboard"),))
    for wish in wishes:
        found = best_insertion(problem, plan, wish)
        if found is not None:
            plan = found.apply(problem, plan)
    return problem, plan


def _duty(number: int, base: int) -> DutyFrame:
    return DutyFrame(
        id=f"d{number}",
        start=5 if number == 0 else base,
        end=base,
        leave_from=MORNING,
        back_by=MORNING + 6 * HOUR,
        layouts=DENTED if number == 2 else VAN,
        break_need=BreakNeed(1800, MORNING + HOUR, MORNING + 4 * HOUR) if number == 1 else None,
        under_way=number == 0,
        max_duration_s=5 * HOUR if number == 2 else None,
    )


def _ride(random: np.random.Generator, travel_s: np.ndarray, ride_id: str, *, boarded: bool = False) -> Ride:
    origin, destination = (int(stop) for stop in random.choice(np.arange(2, 12), size=2, replace=False))
    direct_s = int(travel_s[origin, destination])
    wheelchair = bool(random.random() < 0.25)
    pickup_from = MORNING + int(random.integers(0, 5 * HOUR))
    longest = int(1.5 * direct_s) + 900
    pinned = "d0" if boarded else "d1" if random.random() < 0.1 else None
    return Ride(
        id=ride_id,
        origin=origin,
        destination=destination,
        seats=int(random.integers(0, 2)) if wheelchair else int(random.integers(1, 3)),
        wheelchairs=int(wheelchair),
        boarding_s=240 if wheelchair else 60,
        alighting_s=240 if wheelchair else 60,
        pickup_from=MORNING - 600 if boarded else pickup_from,
        pickup_to=MORNING if boarded else pickup_from + 600,
        dropoff_from=MORNING - 600 if boarded else pickup_from,
        dropoff_by=MORNING + 2 * HOUR if boarded else pickup_from + 1200 + longest,
        max_ride_s=longest + (HOUR if boarded else 0),
        boarded_at=MORNING - 60 if boarded else None,
        duty_id=pinned,
    )
