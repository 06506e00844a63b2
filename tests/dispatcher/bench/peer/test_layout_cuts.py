"""The linear cuts of a van's layouts keep every load that fits, and say when they keep others too."""

from hypothesis import given
from hypothesis import strategies as st

from busline.nouns import Layout, Places, fits
from dispatcher.bench.peer.layout_cuts import Cut, cuts_are_exact, cuts_of, staircase


def layouts(*pairs: tuple[int, int]) -> list[Layout]:
    return [Layout(seats=seats, wheelchairs=wheelchairs) for seats, wheelchairs in pairs]


def test_the_example_van_is_one_slope() -> None:
    van = layouts((8, 0), (5, 1), (2, 2))
    assert staircase(van) == [8, 5, 2]
    assert set(cuts_of(van)) == {Cut(0, 1, 2), Cut(1, 0, 8), Cut(2, 6, 16)}
    assert cuts_are_exact(van)


def test_a_dent_in_the_staircase_is_seen() -> None:
    # 8, 1, 0 seats: the hull from (0, 8) to (2, 0) lets 4 seats beside one wheelchair pass.
    assert not cuts_are_exact(layouts((8, 0), (1, 1), (0, 2)))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), min_size=1, max_size=4))
def test_cuts_keep_what_fits_and_nothing_else_where_they_are_exact(pairs: list[tuple[int, int]]) -> None:
    van = layouts(*pairs)
    exact = cuts_are_exact(van)
    for seats in range(11):
        for wheelchairs in range(6):
            fitting = fits(van, Places(seats=seats, wheelchairs=wheelchairs))
            keeps = all(cut.holds(seats, wheelchairs) for cut in cuts_of(van))
            assert keeps or not fitting
            assert fitting or not (exact and keeps)
