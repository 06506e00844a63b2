"""Place kinds in a van: seats, wheelchair places, and the combinations that a van's layouts allow."""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field


class Places(BaseModel):
    """How many places of each kind a party takes, or are taken on a leg."""

    model_config = ConfigDict(frozen=True)

    seats: int = Field(default=0, ge=0)
    wheelchairs: int = Field(default=0, ge=0)

    def __add__(self, other: "Places") -> "Places":
        return Places(seats=self.seats + other.seats, wheelchairs=self.wheelchairs + other.wheelchairs)


class Layout(Places):
    """One way in which a van's floor can be set up. Folding a seat away makes room for a wheelchair."""


def fits(layouts: Iterable[Layout], need: Places) -> bool:
    """Tell whether one of `layouts` has room for `need`."""
    return any(need.seats <= layout.seats and need.wheelchairs <= layout.wheelchairs for layout in layouts)
