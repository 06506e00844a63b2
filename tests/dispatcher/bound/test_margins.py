"""Margins grow as fast as the routes below them allow."""

from itertools import pairwise

import pytest

from dispatcher.bound.margins import FEW, MARGINS, MOST_GROWTH, growth_of, next_margin


def limits_of(count_below) -> list[float]:
    """The margins that are gone through where so many routes lie below each."""
    reached, listed, growth, limits = 0.0, 0, 0.0, []
    while (margin := next_margin(reached, listed, growth)) is not None:
        growth = growth_of(listed, count_below(margin), margin - reached)
        reached, listed = margin, count_below(margin)
        limits.append(margin)
    return limits


def test_few_routes_take_the_given_margins() -> None:
    assert limits_of(lambda margin: 7) == list(MARGINS)
    assert limits_of(lambda margin: 0) == list(MARGINS)


@pytest.mark.parametrize("a_thousandth", [3.0, 10.0])
def test_where_routes_grow_quickly_their_number_doubles(a_thousandth: float) -> None:
    def count_below(margin: float) -> int:
        return int(100_000 * a_thousandth ** (margin * 1_000))

    counts = [count_below(limit) for limit in limits_of(count_below)]
    assert all(after <= 1.001 * MOST_GROWTH * before for before, after in pairwise(counts[1:]))
    assert max(limits_of(count_below)) == MARGINS[-1]
    assert len(counts) < 200


def test_few_routes_are_passed_over_at_once() -> None:
    # Ten times as many routes with each five thousandths.
    limits = limits_of(lambda margin: round(100 * 10 ** (200 * margin)))
    assert limits[:3] == [0.0001, 0.0004, 0.006]
    counts = [round(100 * 10 ** (200 * limit)) for limit in limits[2:]]
    assert counts[0] < FEW
    assert all(after <= 1.01 * MOST_GROWTH * before for before, after in pairwise(counts))


def test_the_number_of_routes_is_not_known_to_grow_by_a_first_list() -> None:
    assert growth_of(0, 5_000, 0.001) == 0
    assert growth_of(5_000, 0, 0.001) == 0
    assert growth_of(1_000, 2_000, 0.0) == 0
