"""Asking a server for a matrix in blocks that it is willing to answer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from busline.travel.source import Report, TravelSourceWrong

Floats = npt.NDArray[np.float64]

LONGEST_S = 1_000_000  # eleven days: no drive between two stops


class BlockTooBig(Exception):
    """The server wants to be asked for less at once."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows and some columns of a matrix."""

    rows: range
    columns: range


def in_blocks(
    count: int, whole_up_to: int, side: int, ask: Callable[[Block], Floats], report: Report
) -> Floats:
    """Return a `count` × `count` matrix put together from the blocks that `ask` returns.

    Parameters
    ----------
    whole_up_to
        The largest matrix to ask for at once.
    side
        Rows and columns of a block of a larger matrix. Where the server finds a block too big, it is
        halved until it is not.
    """
    matrix = np.full((count, count), np.nan)
    step = max(count if count <= whole_up_to else side, 1)
    parts = [range(start, min(start + step, count)) for start in range(0, count, step)]
    done = 0
    for rows in parts:
        for columns in parts:
            for block, answer in _asked(Block(rows, columns), ask):
                matrix[np.ix_(block.rows, block.columns)] = answer
            done += 1
            report("asking the server", done, len(parts) ** 2)
    return matrix


def _asked(block: Block, ask: Callable[[Block], Floats]) -> Iterator[tuple[Block, Floats]]:
    try:
        answer = ask(block)
    except BlockTooBig:
        for half in _halves(block):
            yield from _asked(half, ask)
    else:
        yield block, answer


def _halves(block: Block) -> tuple[Block, Block]:
    rows, columns = block.rows, block.columns
    if len(rows) == len(columns) == 1:
        raise TravelSourceWrong(
            "The server finds a single pair of stops too much to answer. Check its limits."
        )
    if len(rows) >= len(columns):
        half = len(rows) // 2
        return Block(rows[:half], columns), Block(rows[half:], columns)
    half = len(columns) // 2
    return Block(rows, columns[:half]), Block(rows, columns[half:])


def numbers(table: Any, rows: int, columns: int, what: str) -> Floats:
    """Return a table of JSON numbers as an array; null becomes NaN.

    Raises
    ------
    TravelSourceWrong
        If it has another shape, or something in it is no number of seconds.
    """
    if (
        not isinstance(table, list)
        or len(table) != rows
        or any(not isinstance(row, list) or len(row) != columns for row in table)
    ):
        raise TravelSourceWrong(f"{what} gave no table of {rows} × {columns} driving times.")
    for row in table:
        for cell in row:
            if not (cell is None or _is_time(cell)):
                raise TravelSourceWrong(f"{what} gave “{cell}” for a driving time.")
    return np.array(table, dtype=np.float64).reshape(rows, columns)


def _is_time(cell: Any) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool) and 0 <= cell <= LONGEST_S
