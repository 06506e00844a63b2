"""The oracle of the bound: every route and every plan of a small problem, tried out one by one."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations

from hypothesis import strategies as st

from dispatcher.planning.goals import Goals
from dispatcher.planning.problem import DutyFrame, Problem, Ride, Visit
from dispatcher.planning.route.schedule import schedule
from tests.dispatcher.planning.instances import duties, duty, matrices, on_a_line, ride, rides

NEVER = 10**15


@st.composite
def problems(draw, most_rides: int = 3):
    """Two duties and a few rides, one of them perhaps on board or pinned."""
    frames = (draw(duties("d")), draw(duties("e")))
    count = draw(st.integers(1, most_rides))
    aboard = draw(st.booleans())
    ride_list = [draw(rides(f"r{k}", aboard_of="d" if aboard and k == 0 else None)) for k in range(count)]
    problem = Problem(draw(matrices()), frames, tuple(ride_list))
    # What takes a minute lets the desk put off every pickup as it likes; half an hour does not.
    return slower(problem, draw(st.sampled_from((1, 30))))


@st.composite
def parties(draw):
    """Parties that want to go together more or less at once, in vans that take few of them."""
    count = draw(st.integers(4, 7))
    origins, destinations, seats = st.integers(1, 4), st.integers(5, 8), st.integers(2, 4)
    rides = tuple(
        ride(f"p{k}", draw(origins), draw(destinations), seats=draw(seats), pickup_to=700)
        for k in range(count)
    )
    return Problem(on_a_line(9), tuple(duty(f"d{k}") for k in range(count)), rides)


def slower(problem: Problem, times: int) -> Problem:
    """The same problem with every time so many times as long."""

    def stretched(thing, *names: str):
        values = {name: getattr(thing, name) for name in names}
        return replace(thing, **{name: v if v is None else times * v for name, v in values.items()})

    windows = ("pickup_from", "pickup_to", "dropoff_from", "dropoff_by", "boarded_at")
    ride_list = [stretched(r, "boarding_s", "alighting_s", "max_ride_s", *windows) for r in problem.rides]
    frames = [stretched(d, "leave_from", "back_by", "max_duration_s") for d in problem.duties]
    frames = [
        d if d.break_need is None
        else replace(d, break_need=stretched(d.break_need, "duration_s", "earliest", "latest"))
        for d in frames
    ]  # fmt: skip
    return Problem(times * problem.travel_s, tuple(frames), tuple(ride_list))


def orders(visits, open_rides=frozenset()):
    """Every order of visits in which each ride is picked up before it is dropped off."""
    if not visits:
        yield ()
    for k, visit in enumerate(visits):
        if visit.ride is None or visit.is_pickup or visit.ride in open_rides:
            now_open = open_rides | {visit.ride} if visit.is_pickup else open_rides - {visit.ride}
            for rest in orders(visits[:k] + visits[k + 1 :], now_open):
                yield (visit, *rest)


def least_of_route(problem: Problem, frame: DutyFrame, mine: list[Ride], goals: Goals) -> int:
    """The least cost of a route of `frame` that serves just these rides, or `NEVER`; of no visit, `NEVER`."""
    if any(r.duty_id not in (None, frame.id) for r in mine):
        return NEVER
    visits = [Visit(r.id, is_pickup=True) for r in mine if r.boarded_at is None]
    visits += [Visit(r.id) for r in mine]
    if frame.break_need is not None:
        visits.append(Visit(None))
    if not visits:
        return NEVER
    aboard = frozenset(r.id for r in mine if r.boarded_at is not None)
    times = (schedule(problem, frame, order, goals) for order in orders(tuple(visits), aboard))
    return min((found.cost for found in times if found is not None), default=NEVER)


def subsets(ids: frozenset[str]) -> Iterator[frozenset[str]]:
    """Every part of a set of rides."""
    for size in range(len(ids) + 1):
        for part in combinations(sorted(ids), size):
            yield frozenset(part)


def least(
    problem: Problem, goals: Goals, holds: Callable[[frozenset[str], frozenset[str]], bool] | None = None
) -> int:
    """The least cost of serving every ride with two duties, or `NEVER`, by trying out every plan.

    Or every plan that holds a condition, told by the rides of the one duty and of the other.
    """

    @cache
    def of_duty(d: int, ride_ids: frozenset[str]) -> int:
        mine = [problem.ride(r) for r in sorted(ride_ids)]
        if not mine:
            unused = schedule(problem, problem.duties[d], (), goals)
            return NEVER if unused is None else unused.cost
        return least_of_route(problem, problem.duties[d], mine, goals)

    everybody = frozenset(r.id for r in problem.rides)
    return min(
        (
            of_duty(0, first) + of_duty(1, everybody - first)
            for first in subsets(everybody)
            if holds is None or holds(first, everybody - first)
        ),
        default=NEVER,
    )
