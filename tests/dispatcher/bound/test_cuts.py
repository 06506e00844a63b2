"""What cuts say is true of every plan, and those that a mixture of routes breaks are found."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatcher.bound.conditions import VanCount, counts_of, earned, most_of
from dispatcher.bound.cuts import LARGER, THREE, Cut, Shape
from dispatcher.bound.separation import LEAST_BREACH, LEAST_LARGER_BREACH, broken_larger, broken_threes

RIDES = 6


def served(routes, rides: int = RIDES):
    serves = np.zeros((len(routes), rides), dtype=bool)
    for number, route in enumerate(routes):
        serves[number, list(route)] = True
    return serves


def weight(cut: Cut, route) -> int:
    return sum(w for ride, w in zip(cut.rides, cut.shape.weights, strict=True) if ride in route)


@st.composite
def mixtures(draw):
    parts = st.lists(st.integers(0, RIDES - 1), min_size=1, max_size=4, unique=True)
    routes = [sorted(route) for route in draw(st.lists(parts, min_size=1, max_size=8))]
    shares = draw(st.lists(st.floats(0.05, 1), min_size=len(routes), max_size=len(routes)))
    return routes, np.array(shares)


@st.composite
def plans(draw):
    """Who of ten rides is in which of up to six routes; each in one."""
    of_rides = draw(st.lists(st.integers(0, 5), min_size=10, max_size=10))
    return [[ride for ride, route in enumerate(of_rides) if route == number] for number in range(6)]


@pytest.mark.parametrize("shape", [THREE, *LARGER])
@given(plan=plans(), data=st.data())
def test_no_plan_breaks_a_cut(shape: Shape, plan, data) -> None:
    size = len(shape.weights)
    rides = data.draw(st.lists(st.integers(0, 9), min_size=size, max_size=size, unique=True))
    cut = Cut(tuple(rides), shape)
    counts = counts_of(served(plan, 10), [cut])[:, 0]
    assert counts.tolist() == [weight(cut, route) // shape.divisor for route in plan]
    assert counts.sum() <= most_of([cut])[0]


@pytest.mark.parametrize("at_least", [False, True], ids=["at most", "at least"])
@given(plan=plans(), data=st.data())
def test_a_plan_holds_a_van_count_if_so_many_routes_serve_any_of_its_rides(at_least, plan, data) -> None:
    rides = data.draw(st.lists(st.integers(0, 9), min_size=1, max_size=10, unique=True))
    condition = VanCount(tuple(rides), data.draw(st.integers(0, 7)), at_least)
    vans = sum(any(ride in rides for ride in route) for route in plan)
    counts = counts_of(served(plan, 10), [condition])[:, 0]
    holds = vans >= condition.vans if at_least else vans <= condition.vans
    assert (counts.sum() <= most_of([condition])[0]) == holds


@settings(deadline=None)
@given(mixtures())
def test_the_most_broken_cut_of_three_is_found(mixture) -> None:
    routes, shares = mixture
    broken = {}
    for rides in combinations(range(RIDES), 3):
        count = sum(
            share for route, share in zip(routes, shares, strict=True) if len(set(rides) & set(route)) >= 2
        )
        if count - 1 > LEAST_BREACH + 1e-9:
            broken[Cut(rides)] = count - 1
    found = broken_threes(served(routes), shares)
    assert set(found) <= set(broken)
    assert bool(found) == bool(broken)
    if broken:
        assert broken[found[0]] >= max(broken.values()) - 1e-9


@settings(deadline=None)
@given(mixtures(), st.integers(0, 5))
def test_each_larger_cut_that_is_found_is_broken(mixture, seed: int) -> None:
    routes, shares = mixture
    found = broken_larger(served(routes), shares, np.random.default_rng(seed))
    assert len(set(found)) == len(found)
    for cut in found:
        assert len(set(cut.rides)) == len(cut.rides) == len(cut.shape.weights)
        counts = [weight(cut, route) // cut.shape.divisor for route in routes]
        assert shares @ counts > cut.shape.most + LEAST_LARGER_BREACH


def even_mixture(shape: Shape):
    """Of routes that each count once, and serve no more than they need for that, as much as can be."""
    size = len(shape.weights)
    parts = [
        part
        for count in range(1, size + 1)
        for part in combinations(range(size), count)
        if weight(Cut(tuple(range(size)), shape), part) == shape.divisor
    ]
    return parts, np.full(len(parts), 1 / max(sum(ride in part for part in parts) for ride in range(size)))


@pytest.mark.parametrize("shape", LARGER[:-2], ids=str)  # an even mixture does not break the last two
def test_a_larger_cut_is_found(shape: Shape) -> None:
    parts, shares = even_mixture(shape)
    assert shares.sum() > shape.most + LEAST_BREACH
    found = broken_larger(served(parts, 12), shares, np.random.default_rng(0))
    assert any(set(cut.rides) == set(range(len(shape.weights))) for cut in found)


@given(mixtures(), st.integers(0, 100), st.lists(st.integers(0, 100), min_size=RIDES, max_size=RIDES))
def test_a_route_earns_what_its_rides_pay_less_the_fines_of_its_conditions(mixture, fine, paid) -> None:
    routes, _ = mixture
    cuts = [Cut((0, 1, 2)), Cut((3, 0, 1, 5), LARGER[0])]
    van_counts = [VanCount((0, 3, 4), 1, at_least=False), VanCount((1, 2, 5), 2, at_least=True)]
    fines = np.array([*paid, fine, fine, fine, fine])
    assert earned(served(routes), fines, [*cuts, *van_counts]).tolist() == [
        sum(paid[r] for r in route)
        - sum(fine * (weight(c, route) // c.shape.divisor) for c in cuts)
        - fine * (len({0, 3, 4} & set(route)) > 0)
        - fine * max(0, len({1, 2, 5} & set(route)) - 1)
        for route in routes
    ]
