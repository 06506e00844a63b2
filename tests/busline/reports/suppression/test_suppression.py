"""Which counts are hidden, on tables small enough to follow by hand."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from busline.errors import InvalidInput
from busline.reports.suppression import (
    Cell,
    Count,
    Network,
    interval,
    least_width,
    one_way,
    protect,
    rider_table,
    two_way,
)


def many(value: int) -> Count:
    """Return a count to which everybody contributed once."""
    return Count(value, value)


def grid(*rows: tuple[int, ...], total_known: bool = False) -> Network:
    """Return a table of these rows; rows and columns are a, b, c …"""
    names = "abcdefgh"
    columns = list(zip(*rows, strict=True))
    return two_way(
        {(names[i], names[j]): many(v) for i, row in enumerate(rows) for j, v in enumerate(row)},
        {names[i]: many(sum(row)) for i, row in enumerate(rows)},
        {names[j]: many(sum(column)) for j, column in enumerate(columns)},
        many(sum(map(sum, rows))),
        total_known=total_known,
    )


def test_nothing_is_hidden_where_nobody_could_be_recognised() -> None:
    shown = protect(grid((5, 0), (12, 7)))
    assert (shown["cell", "a", "a"], shown["cell", "a", "b"], shown["total",]) == (5, 0, 24)
    assert None not in shown.shown.values()


def test_a_small_count_takes_three_others_with_it_and_leaves_the_sums() -> None:
    shown = protect(grid((3, 20, 30), (20, 8, 40), (30, 40, 50)))
    hidden = {key for key, value in shown.shown.items() if value is None}
    # The cheapest cycle through (a, a): with 8 it would have to go through (b, b), with its row and column.
    assert hidden == {("cell", row, column) for row, column in itertools.product("ab", "ab")}


def test_a_zero_is_shown_and_protects_nobody() -> None:
    shown = protect(grid((3, 0, 30), (0, 0, 40), (30, 40, 50)))
    assert {shown["cell", "a", "b"], shown["cell", "b", "a"], shown["cell", "b", "b"]} == {0}
    assert shown["cell", "c", "c"] is None


def test_many_rides_of_one_resident_are_one_resident() -> None:
    parts = {"a": Count(60, 1), "b": Count(50, 30), "c": Count(70, 40)}
    shown = protect(one_way(parts, Count(180, 60), total_known=True))
    assert shown["part", "a"] is None
    assert shown["total",] == 180
    assert [shown["part", "b"], shown["part", "c"]].count(None) == 1


def test_a_table_of_one_count_is_withheld_zeroes_included() -> None:
    parts = {"a": Count(9, 2), "b": Count(0, 0)}
    shown = protect(one_way(parts, Count(9, 9), total_known=True))
    assert shown.withheld
    assert set(shown.shown.values()) == {None}


def test_where_so_few_rode_that_the_total_is_hidden_nothing_is_told() -> None:
    assert protect(grid((1, 0), (0, 2), total_known=True)).withheld


def test_who_stayed_away_can_t_be_worked_out_from_the_quarter_before() -> None:
    # 40 riders now, 42 before: with 38 regular shown, 4 who stayed away would be 42 - 38.
    shown = protect(rider_table(new=0, returned=2, regular=38, lapsed=4))
    assert shown["part", "lapsed"] is None
    assert shown["part", "regular"] is None
    assert shown["part", "returned"] is None
    assert shown["total",] == 40


@pytest.mark.parametrize(("value", "people"), [(3, 4), (-1, 0), (2, 0), (1, -1)])
def test_a_count_that_can_t_be_is_refused(value: int, people: int) -> None:
    with pytest.raises(InvalidInput):
        Count(value, people)


def test_sums_that_are_not_sums_are_refused() -> None:
    with pytest.raises(InvalidInput):
        Network({("a",): Cell("x", "y", many(3)), ("total",): Cell("y", "x", many(4))})


small_tables = st.integers(2, 3).flatmap(
    lambda width: st.lists(st.tuples(*[st.integers(0, 4)] * width), min_size=2, max_size=3)
)


@settings(deadline=None, max_examples=60)
@given(small_tables)
def test_the_flows_find_what_trying_everything_finds(rows: list[tuple[int, ...]]) -> None:
    """All inner cells but zeroes hidden, sums shown: the interval is that over all tables with these sums."""
    network = grid(*rows)
    hidden = {key for key, cell in network.cells.items() if key[0] == "cell" and cell.count.value}
    names = "abcdefgh"
    worlds = list(_worlds(rows))
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if value:
                seen = {world[i][j] for world in worlds}
                assert interval(network, hidden, ("cell", names[i], names[j])) == (min(seen), max(seen))
                assert seen == set(range(min(seen), max(seen) + 1))


def _worlds(rows: list[tuple[int, ...]]) -> list[list[tuple[int, ...]]]:
    """Return every table with the sums and the zeroes of this one."""
    columns = [sum(column) for column in zip(*rows, strict=True)]
    choices = [
        [
            way
            for way in itertools.product(*(range(1, sum(row) + 1) if value else (0,) for value in row))
            if sum(way) == sum(row)
        ]
        for row in rows
    ]
    return [
        list(world)
        for world in itertools.product(*choices)
        if [sum(column) for column in zip(*world, strict=True)] == columns
    ]


def test_the_width_grows_with_the_count() -> None:
    assert [least_width(value) for value in (1, 4, 20, 21, 60)] == [4, 4, 4, 5, 12]
