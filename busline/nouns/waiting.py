"""How far a request on the waiting list has come."""

from enum import StrEnum


class WaitingState(StrEnum):
    """Where a request on the waiting list stands."""

    WAITING = "waiting"
    OFFERED = "offered"  # a place came free and is held; a coordinator phones
    PLACED = "placed"  # it became a booking
    LEFT = "left"  # taken off, or the caller wanted the place no more
    OVER = "over"  # no place came before the caller wanted to know


_ENDS = frozenset({WaitingState.PLACED, WaitingState.LEFT, WaitingState.OVER})
# Who had left may come back.
WAITING_TRANSITIONS: dict[WaitingState, frozenset[WaitingState]] = {
    WaitingState.WAITING: frozenset({WaitingState.OFFERED}) | _ENDS,
    WaitingState.OFFERED: frozenset({WaitingState.WAITING}) | _ENDS,
    WaitingState.PLACED: frozenset({WaitingState.WAITING}),
    WaitingState.LEFT: frozenset({WaitingState.WAITING}),
    WaitingState.OVER: frozenset({WaitingState.WAITING}),
}
