"""Tiny problems for the planner's tests: hand-made ones, and random ones for hypothesis.

Random times are small so that windows, ride limits and duty lengths clash often. Random matrices do not
keep the triangle inequality: no result may rest on it.
"""

import numpy as np
from hypothesis import strategies as st

from busline.nouns import Layout
from dispatcher.planning.problem import BreakNeed, DutyFrame, Problem, Ride, Route, Visit

VAN = (Layout(seats=8, wheelchairs=0), Layout(seats=5, wheelchairs=1), Layout(seats=2, wheelchairs=2))


def ride(ride_id, origin, destination, **other):
    """A ride of one seat, windows wide open, no service time, unless said otherwise."""
    fields = {
        "seats": 1,
        "wheelchairs": 0,
        "boarding_s": 0,
        "alighting_s": 0,
        "pickup_from": 0,
        "pickup_to": 10_000,
        "dropoff_from": 0,
        "dropoff_by": 10_000,
        "max_ride_s": 10_000,
    }
    return Ride(id=ride_id, origin=origin, destination=destination, **(fields | other))


def duty(duty_id="d", **other):
    """A duty from stop 0 to stop 0, all day, with the example line's van."""
    fields = {"start": 0, "end": 0, "leave_from": 0, "back_by": 10_000, "layouts": VAN}
    return DutyFrame(id=duty_id, **(fields | other))


def on_a_line(stops, hop_s=100):
    """Travel times between stops that lie in a row, ``hop_s`` apart."""
    at = np.arange(stops, dtype=np.int64) * hop_s
    return np.abs(at[:, None] - at[None, :])


def route(*words):
    """A route from words: ``+a`` picks a up, ``-a`` drops a off, ``break``."""
    visits = {"+": lambda r: Visit(r, is_pickup=True), "-": lambda r: Visit(r)}
    return tuple(Visit(None) if w == "break" else visits[w[0]](w[1:]) for w in words)


@st.composite
def matrices(draw, stops=5, largest=12):
    """A travel matrix with a zero diagonal, any triangle."""
    hop = st.integers(0, largest)
    rows = draw(st.lists(hop, min_size=stops * stops, max_size=stops * stops))
    matrix = np.array(rows, dtype=np.int64).reshape(stops, stops)
    np.fill_diagonal(matrix, 0)
    return matrix


@st.composite
def close_matrices(draw, stops=5, largest=12):
    """A travel matrix in which no detour over a third stop is shorter, as those of a line."""
    matrix = draw(matrices(stops, largest))
    for via in range(stops):
        matrix = np.minimum(matrix, matrix[:, [via]] + matrix[[via], :])
    return np.ascontiguousarray(matrix)


@st.composite
def rides(draw, ride_id, stops=5, horizon=60, aboard_of=None):
    """A random ride; of a rider on board where ``aboard_of`` names a duty."""
    pickup_from = draw(st.integers(0, horizon))
    dropoff_from = draw(st.sampled_from((0, 0, pickup_from + 5)))
    return Ride(
        id=ride_id,
        origin=draw(st.integers(0, stops - 1)),
        destination=draw(st.integers(0, stops - 1)),
        seats=draw(st.integers(0, 2)),
        wheelchairs=draw(st.sampled_from((0, 0, 0, 1))),
        boarding_s=draw(st.integers(0, 4)),
        alighting_s=draw(st.integers(0, 4)),
        pickup_from=pickup_from,
        pickup_to=pickup_from + draw(st.integers(0, 40) | st.just(200)),
        dropoff_from=dropoff_from,
        dropoff_by=max(dropoff_from, pickup_from) + draw(st.integers(5, 60) | st.just(300)),
        max_ride_s=draw(st.integers(2, 60) | st.just(300)),
        boarded_at=None if aboard_of is None else draw(st.integers(-20, 0)),
        duty_id=aboard_of,
    )


@st.composite
def duties(draw, duty_id, stops=5, horizon=60, with_break=None):
    """A random duty, often with a limit on its length or with a break."""
    base = draw(st.integers(0, stops - 1))
    under_way = draw(st.booleans())
    leave_from = draw(st.integers(0, 20))
    earliest = draw(st.integers(0, horizon))
    need = BreakNeed(draw(st.integers(1, 10)), earliest, earliest + draw(st.integers(0, 50) | st.just(200)))
    has_break = draw(st.booleans()) if with_break is None else with_break
    small = (Layout(seats=3, wheelchairs=0), Layout(seats=1, wheelchairs=1))
    return DutyFrame(
        id=duty_id,
        start=draw(st.integers(0, stops - 1)) if under_way else base,
        end=base,
        leave_from=leave_from,
        back_by=leave_from + draw(st.integers(20, 140) | st.just(400)),
        layouts=draw(st.sampled_from((VAN, small))),
        break_need=need if has_break else None,
        under_way=under_way,
        max_duration_s=draw(st.sampled_from((None, None, 60, 80, 120))),
    )


def empty_legs(order, ride_list):
    """The positions in an order at which nobody is on board; all of them where there is none."""
    aboard = sum(each.boarded_at is not None for each in ride_list)
    found = [0] if aboard == 0 else []
    for k, visit in enumerate(order, start=1):
        aboard += 1 if visit.is_pickup else -1
        found += [k] if aboard == 0 else []
    return found or list(range(len(order) + 1))


@st.composite
def routes(draw, ride_list, owes_break) -> Route:
    """A random well-formed route over all rides of ``ride_list``."""
    order: list[Visit] = []
    for each in ride_list:
        at = -1
        if each.boarded_at is None:
            at = draw(st.integers(0, len(order)))
            order.insert(at, Visit(each.id, is_pickup=True))
        order.insert(draw(st.integers(at + 1, len(order))), Visit(each.id))
    if owes_break:
        order.insert(draw(st.sampled_from(empty_legs(order, ride_list))), Visit(None))
    return tuple(order)


@st.composite
def driven_duties(draw, most_rides=4):
    """One random duty with a well-formed route: the problem and the route."""
    count = draw(st.integers(0, most_rides))
    frame = draw(duties("d"))
    aboard = draw(st.integers(0, min(count, 2)))
    ride_list = [draw(rides(f"r{k}", aboard_of="d" if k < aboard else None)) for k in range(count)]
    problem = Problem(draw(matrices()), (frame,), tuple(ride_list))
    return problem, draw(routes(ride_list, frame.break_need is not None and count > 0))
