"""The kinds of table that are published, as networks."""

from collections.abc import Collection, Mapping

from busline.reports.suppression.network import Cell, Key, Network
from busline.reports.suppression.rule import NOBODY, Count

TOTAL: Key = ("total",)
# A sum is worth as much as a good many of the cells that it sums.
SUM_PRICE, TOTAL_PRICE = 25, 500


def one_way(parts: Mapping[str, Count], total: Count, *, total_known: bool = False) -> Network:
    """Return a list of counts with their total.

    Cells are ``("part", name)`` and ``("total",)``.
    """
    cells: dict[Key, Cell] = {("part", name): Cell("whole", "parts", count) for name, count in parts.items()}
    return Network({**cells, TOTAL: Cell("parts", "whole", total, TOTAL_PRICE, total_known)})


def two_way(
    cells: Mapping[tuple[str, str], Count],
    rows: Mapping[str, Count],
    columns: Mapping[str, Count],
    total: Count,
    *,
    known_rows: Collection[str] = (),
    total_known: bool = False,
) -> Network:
    """Return a table with the sums of its rows and columns; cells that are left out are zero.

    Cells are ``("cell", row, column)``, ``("row", row)``, ``("column", column)`` and ``("total",)``.
    """
    found: dict[Key, Cell] = {
        ("cell", row, column): Cell(("row", row), ("column", column), cells.get((row, column), NOBODY))
        for row in rows
        for column in columns
    }
    for row, count in rows.items():
        found["row", row] = Cell("rows", ("row", row), count, SUM_PRICE, row in known_rows)
    for column, count in columns.items():
        found["column", column] = Cell(("column", column), "columns", count, SUM_PRICE)
    found[TOTAL] = Cell("columns", "rows", total, TOTAL_PRICE, total_known)
    return Network(found)


def rider_table(new: int, returned: int, regular: int, lapsed: int) -> Network:
    """Return who rode now and in the quarter before: each is one person.

    ``("part", "new")``, ``("part", "returned")`` and ``("part", "regular")`` add up to ``("total",)``, which
    is known; ``("part", "regular")`` and ``("part", "lapsed")`` to the riders of the quarter before, which
    its own report told: ``("before",)``.
    """
    now, before = new + returned + regular, regular + lapsed
    cells: dict[Key, Cell] = {
        ("part", "new"): Cell("outside", "now", Count(new, new)),
        ("part", "returned"): Cell("outside", "now", Count(returned, returned)),
        ("part", "regular"): Cell("before", "now", Count(regular, regular)),
        ("part", "lapsed"): Cell("before", "outside", Count(lapsed, lapsed)),
        TOTAL: Cell("now", "outside", Count(now, now), TOTAL_PRICE, known=True),
    }
    earlier = Count(before, before)
    cells["before",] = Cell("outside", "before", earlier, known=not earlier.breaks_the_rule)
    return Network(cells)
