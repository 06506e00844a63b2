"""How far a plan is from the best possible one."""

import pytest
from pydantic import ValidationError

from busline.nouns import PlanBound


@pytest.mark.parametrize(
    ("van_s", "least_s", "percent"),
    [
        (10_000, 10_000, 0),
        (10_001, 10_000, 1),  # at most: part of a percent counts as one
        (10_100, 10_000, 1),
        (10_101, 10_000, 2),
        (20_000, 10_000, 100),
        (10_000, 0, None),
        (0, 0, 0),
    ],
)
def test_the_gap_is_rounded_up(van_s: int, least_s: int, percent: int | None) -> None:
    bound = PlanBound(van_s=van_s, best_possible_van_s=least_s)
    assert bound.gap_percent == percent
    assert bound.is_best is (van_s == least_s)


def test_no_plan_beats_its_bound() -> None:
    with pytest.raises(ValidationError):
        PlanBound(van_s=9_999, best_possible_van_s=10_000)
