"""What a simulated day is like."""

import re
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from busline.errors import InvalidInput


class MishapKind(StrEnum):
    """What can go wrong in the world."""

    WITHDRAW = "withdraw"
    ILL = "ill"


@dataclass(frozen=True, slots=True)
class Mishap:
    """Something that goes wrong at a local clock time of the simulated day."""

    kind: MishapKind
    whom: str
    at: time

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``withdraw:VAN@HH:MM`` or ``ill:DRIVER@HH:MM``.

        Raises
        ------
        InvalidInput
            If it is neither.
        """
        found = re.fullmatch(r"(withdraw|ill):([\w-]+)@(\d{1,2}):(\d{2})", text)
        if found is None or int(found[3]) > 23 or int(found[4]) > 59:
            raise InvalidInput(f"“{text}” is no event; write withdraw:VAN@HH:MM or ill:DRIVER@HH:MM.")
        return cls(MishapKind(found[1]), found[2], time(int(found[3]), int(found[4])))


class Behaviour(BaseModel):
    """How callers, riders and traffic behave; shares lie between 0 and 1."""

    model_config = ConfigDict(frozen=True)

    no_show_share: float = Field(default=0.03, ge=0, le=1)
    back_share: float = Field(default=0.5, ge=0, le=1)
    decline_share: float = Field(default=0.04, ge=0, le=1)
    cancel_share: float = Field(default=0.04, ge=0, le=1)
    ahead_share: float = Field(default=0.7, ge=0, le=1)  # calls on a day before
    # Drives take the planned time multiplied by a log-normal factor of this spread, boarding likewise.
    drive_spread: float = Field(default=0.08, ge=0, le=1)
    boarding_spread: float = Field(default=0.15, ge=0, le=1)

    @classmethod
    def calm(cls) -> Self:
        """Everything exactly as planned, everyone shows up."""
        return cls(no_show_share=0, cancel_share=0, drive_spread=0, boarding_spread=0)


@dataclass(frozen=True)
class SimulatedDay:
    """Which day to simulate, with how much of what."""

    date: date
    seed: int
    requests: int = 60
    vans: int | None = None
    behaviour: Behaviour = field(default_factory=Behaviour)
    mishaps: tuple[Mishap, ...] = ()
