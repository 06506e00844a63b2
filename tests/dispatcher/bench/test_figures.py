"""Percentiles."""

import pytest

from dispatcher.bench.figures import percentile_ms


@pytest.mark.parametrize(("percent", "expected"), [(50, 500.0), (99, 990.0), (100, 1000.0), (0.1, 10.0)])
def test_of_a_hundred_times_the_smallest_that_so_many_do_not_exceed(percent: float, expected: float) -> None:
    assert percentile_ms([hundredth / 100 for hundredth in range(100, 0, -1)], percent) == expected


def test_of_one_time_it_is_that_time() -> None:
    assert percentile_ms([0.0123], 99) == 12.3


def test_of_nothing_it_is_nothing() -> None:
    assert percentile_ms([], 50) is None
