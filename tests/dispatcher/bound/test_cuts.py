"""Cuts that a mixture of routes breaks, against counting over all three rides."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatcher.bound.cuts import LEAST_BREACH, breaches, breaches_of, broken_cuts, earned

RIDES = 6


@st.composite
def mixtures(draw):
    parts = st.lists(st.integers(0, RIDES - 1), min_size=1, max_size=4, unique=True)
    routes = [sorted(route) for route in draw(st.lists(parts, min_size=1, max_size=8))]
    shares = draw(st.lists(st.floats(0.05, 1), min_size=len(routes), max_size=len(routes)))
    return routes, np.array(shares)


@settings(deadline=None)
@given(mixtures())
def test_the_most_broken_cut_is_found(mixture) -> None:
    routes, shares = mixture
    broken = {}
    for cut in combinations(range(RIDES), 3):
        count = sum(share * breaches(cut, route) for route, share in zip(routes, shares, strict=True))
        if count - 1 > LEAST_BREACH + 1e-9:
            broken[cut] = count - 1
    found = broken_cuts(routes, shares, RIDES)
    assert set(found) <= set(broken)
    assert bool(found) == bool(broken)
    if broken:
        assert broken[found[0]] >= max(broken.values()) - 1e-9


@given(mixtures(), st.integers(0, 100), st.lists(st.integers(0, 100), min_size=RIDES, max_size=RIDES))
def test_a_route_earns_what_its_rides_pay_less_the_fines_of_its_cuts(mixture, fine, paid) -> None:
    routes, _ = mixture
    serves = np.zeros((len(routes), RIDES), dtype=bool)
    for number, route in enumerate(routes):
        serves[number, route] = True
    cuts = [(0, 1, 2), (1, 3, 5)]
    assert breaches_of(serves, cuts).tolist() == [
        [bool(breaches(c, route)) for c in cuts] for route in routes
    ]
    assert earned(serves, np.array([*paid, fine, fine]), cuts).tolist() == [
        sum(paid[r] for r in route) - sum(fine * breaches(c, route) for c in cuts) for route in routes
    ]
