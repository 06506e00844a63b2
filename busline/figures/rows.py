"""A day as plain rows: what facts are counted from, wherever it was read.

Instants are whole seconds since the epoch, as history and exports write them, so that whoever counts again
from those comes to the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from busline.nouns import BookingState, RefusalReason


@dataclass(frozen=True, slots=True)
class RideRow:
    """A booking with its promise and what became of it."""

    id: str
    resident_id: str
    request_id: str
    state: BookingState
    from_stop: str
    to_stop: str
    seats: int
    wheelchairs: int
    pickup_from: int
    pickup_to: int
    dropoff_by: int
    boarded: int | None
    alighted: int | None


@dataclass(frozen=True, slots=True)
class RequestRow:
    """What a caller asked for."""

    id: str
    resident_id: str
    activity_id: str | None


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """A leg that became no booking, who asked for it, and the time that was asked for."""

    resident_id: str
    reason: RefusalReason
    wanted: int


@dataclass(frozen=True, slots=True)
class WindowRow:
    """A span in which a van is lent; none that was withdrawn."""

    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class CallRow:
    """A halt of a run: who boards and alights, and when the van came and left, once it has."""

    board: tuple[str, ...]
    alight: tuple[str, ...]
    arrived: int | None
    departed: int | None


@dataclass(frozen=True, slots=True)
class WorkedRow:
    """Seconds that a driver worked, or by which hours of a closed month were corrected later."""

    driver_id: str
    worked_s: int


@dataclass(slots=True)
class DayRows:
    """Everything that counts for one service day."""

    day: date
    rides: list[RideRow] = field(default_factory=list)
    requests: list[RequestRow] = field(default_factory=list)
    refusals: list[RefusalRow] = field(default_factory=list)
    windows: list[WindowRow] = field(default_factory=list)
    runs: list[Sequence[CallRow]] = field(default_factory=list)
    worked: list[WorkedRow] = field(default_factory=list)
