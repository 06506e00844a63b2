"""What the roster works on and what it returns: plain values, no record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class RosterWindow:
    """An idle window that wants a driver.

    Attributes
    ----------
    demand
        Rides promised in it; windows with promises are covered first.
    needs_training
        Whether only a driver who may secure wheelchairs can drive it.
    expected
        Rides that are expected in it by what was asked for before; only weighed over weeks.
    """

    id: str
    van: str
    start: datetime
    end: datetime
    demand: int = 0
    needs_training: bool = False
    expected: float = 0.0

    @property
    def length_s(self) -> int:
        """Seconds from start to end."""
        return int((self.end - self.start).total_seconds())


@dataclass(frozen=True, slots=True)
class Wish:
    """A span in which a driver would like to drive, or (``avoid``) would rather not."""

    start: datetime
    end: datetime
    avoid: bool = True


@dataclass(frozen=True, slots=True)
class RosterDriver:
    """A driver with everything that limits or weighs what they can drive.

    Attributes
    ----------
    available
        Spans in which they can drive; a window must lie in one of them.
    elsewhere
        Work for other employers, that of the days around included.
    busy
        Duties that are settled and not part of the windows to assign.
    worked_s
        Seconds on duty so far, for fair shares.
    contract_s, wanted_s
        Seconds over the roster that the contract promises, and that the driver would like in all; None:
        as much as anybody.
    wishes
        When they would like to drive, or rather not; weighed over weeks only.
    """

    id: str
    available: tuple[Span, ...] = ()
    elsewhere: tuple[Span, ...] = ()
    busy: tuple[Span, ...] = ()
    trained: bool = True
    worked_s: int = 0
    contract_s: int = 0
    wanted_s: int | None = None
    wishes: tuple[Wish, ...] = ()


class OpenReason(StrEnum):
    """Why a window has no driver."""

    NOBODY_AVAILABLE = "nobody_available"
    NOBODY_TRAINED = "nobody_trained"  # who is available may not secure wheelchairs
    WORKING_TIME = "working_time"  # who is available would break the working-time rules
    NEEDED_ELSEWHERE = "needed_elsewhere"  # who could drive it drives another window instead


@dataclass(frozen=True)
class Roster:
    """A driver for each window, or the reason why it has none."""

    drivers: Mapping[str, str]
    open: Mapping[str, OpenReason] = field(default_factory=dict)

    def driver_of(self, window_id: str) -> str | None:
        """Return the driver of a window; ``None`` if it is open."""
        return self.drivers.get(window_id)


class RosterSearch(BaseModel):
    """How long and how the roster is searched for.

    ``seconds`` is CP-SAT's deterministic time, close to seconds of one core: the same input and seed give
    the same roster on every machine. ``share_unit_s`` is how fine fair shares are counted.
    """

    model_config = ConfigDict(frozen=True)

    seconds: float = Field(default=0.8, gt=0, le=600)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    share_unit_s: int = Field(default=1800, ge=60, le=86_400)
