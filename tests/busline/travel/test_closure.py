"""No detour over a third stop is shorter."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from busline.travel.closure import Shortening, metric_closure


def test_the_way_over_a_third_stop_counts() -> None:
    # a → c takes 100, but a → b → c 30 + 40 = 70. Nothing else gets shorter.
    seconds = np.array([[0, 30, 100], [35, 0, 40], [90, 50, 0]])
    closed, change = metric_closure(seconds)
    # c → a: 50 + 35 = 85 < 90.
    assert closed.tolist() == [[0, 30, 70], [35, 0, 40], [85, 50, 0]]
    assert change == Shortening(pairs=2, most_s=30)


def test_two_stops_at_one_place_stay_zero_apart() -> None:
    seconds = np.array([[0, 0, 60], [0, 0, 50], [60, 50, 0]])
    closed, change = metric_closure(seconds)
    assert closed.tolist() == [[0, 0, 50], [0, 0, 50], [50, 50, 0]]
    assert change == Shortening(pairs=2, most_s=10)


def test_no_stops() -> None:
    closed, change = metric_closure(np.zeros((0, 0), dtype=np.int64))
    assert closed.shape == (0, 0)
    assert change == Shortening(0, 0)


@given(arrays(np.int64, (6, 6), elements=st.integers(0, 4000)))
def test_every_triangle_holds_and_nothing_grows(seconds: np.ndarray) -> None:
    np.fill_diagonal(seconds, 0)
    closed, _ = metric_closure(seconds)
    assert (closed <= seconds).all()
    assert not closed.diagonal().any()
    for via in range(6):
        assert (closed <= closed[:, via, None] + closed[None, via, :]).all()
