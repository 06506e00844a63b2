"""What a roster of weeks is good for: the goals in their order, and what weighs how much in the last one.

The goals are settled one after the other, each without giving up the one before:

1. `Goal.COVER`: no window with promised rides stays open; then windows by the rides that are expected in
   them and by their length.
2. `Goal.KEEP`: who was told of a duty already keeps it.
3. `Goal.CONTRACT`: everybody gets the hours that the contract promises.
4. `Goal.SHARE`: extra hours in fair shares, wishes, and steadiness, weighed against each other by `Weights`.

`Goal.FAIREST` is no goal of its own: it is `SHARE` with nothing but the fair shares in it, solved beside the
others to show how fair it could have been.
"""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

# Hours are counted in units of this many seconds.
UNIT_S = 900


class Goal(StrEnum):
    """What is settled, in this order."""

    COVER = "cover"
    KEEP = "keep"
    CONTRACT = "contract"
    FAIREST = "fairest"
    SHARE = "share"


class Weights(BaseModel):
    """What weighs how much in the last goal.

    Everything is measured by what an unfair share costs: one driver with x quarters of an hour too much and
    another with x too little cost 2x². A wish of 128 gives way to a difference of more than two hours.

    Attributes
    ----------
    wish
        A duty in a span that the driver would rather not have, or another driver's where they would.
    steady
        A duty that the same person drove last week, at the same hour of the same weekday, and now doesn't.
    day
        A day for which a driver comes: fewer drivers a day are fewer handovers.
    ride_minutes
        In `Goal.COVER`, an expected ride is worth as much as so many minutes of a window.
    """

    model_config = ConfigDict(frozen=True)

    wish: int = Field(default=128, ge=0, le=10_000)
    steady: int = Field(default=16, ge=0, le=10_000)
    day: int = Field(default=4, ge=0, le=10_000)
    ride_minutes: int = Field(default=60, ge=0, le=10_000)


class WeeksSearch(BaseModel):
    """How long and how a roster of weeks is searched for.

    ``seconds`` is wall time on one core. The search ends sooner where the last goal is proven to lie within
    ``gap`` (a share) of the best. ``seed`` draws the same search again.
    """

    model_config = ConfigDict(frozen=True)

    seconds: float = Field(default=30.0, gt=0, le=3600)
    gap: float = Field(default=0.002, ge=0, le=1)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    weights: Weights = Weights()


@dataclass(frozen=True, slots=True)
class GoalReached:
    """What was reached of a goal: its cost, and the bound below which nobody can come."""

    goal: Goal
    cost: int
    bound: int

    @property
    def gap(self) -> float:
        """How far the cost may lie above the best, as a share of it; 0 where it is the best."""
        if self.cost <= self.bound:
            return 0.0
        return (self.cost - self.bound) / max(abs(self.cost), 1)
