"""Hours of the day by weekday: rides by shade and number, refusals by a frame around the same place."""

from collections.abc import Mapping
from dataclasses import dataclass

CELL_W, CELL_H = 62.0, 46.0
LEFT, TOP = 44.0, 26.0
FIRST_HOUR, LAST_HOUR = 9, 17  # shown even where nothing was driven
SHADES, EDGES = 4, 3


@dataclass(frozen=True, slots=True)
class Cell:
    """An hour of a weekday; ``shade`` is 0 (nothing) to 4 (the most), ``edge`` to 3 of refusals."""

    x: float
    y: float
    rides: int
    refusals: int
    shade: int
    edge: int


@dataclass(frozen=True, slots=True)
class WeekGrid:
    """The grid, row by row from Monday; coordinates in pixels."""

    hours: tuple[tuple[int, float], ...]  # each with where its middle is
    rows: tuple[tuple[Cell, ...], ...]
    width: float
    height: float


def make_week_grid(
    rides: Mapping[tuple[int, int], int], refusals: Mapping[tuple[int, int], int]
) -> WeekGrid | None:
    """Return the grid of rides and refusals by (weekday, hour); None if there are neither."""
    seen = [hour for counted in (rides, refusals) for (_, hour), count in counted.items() if count]
    if not seen:
        return None
    hours = tuple(range(min([FIRST_HOUR, *seen]), max([LAST_HOUR, *seen]) + 1))
    most, most_refused = max(rides.values(), default=0), max(refusals.values(), default=0)

    def cell(weekday: int, place: int, hour: int) -> Cell:
        count = rides.get((weekday, hour), 0)
        refused = refusals.get((weekday, hour), 0)
        x, y = LEFT + place * CELL_W, TOP + weekday * CELL_H
        shade, edge = _step(count, most, SHADES), _step(refused, most_refused, EDGES)
        return Cell(x, y, count, refused, shade, edge)

    rows = tuple(
        tuple(cell(weekday, place, hour) for place, hour in enumerate(hours)) for weekday in range(7)
    )
    heads = tuple((hour, LEFT + (place + 0.5) * CELL_W) for place, hour in enumerate(hours))
    return WeekGrid(heads, rows, LEFT + len(hours) * CELL_W + 2, TOP + 7 * CELL_H + 2)


def _step(count: int, most: int, steps: int) -> int:
    """Return 0 for nothing, and `steps` for the most."""
    return -(-count * steps // most) if count else 0
