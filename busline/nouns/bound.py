"""How far a plan is from the best possible one, proven."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class PlanBound(BaseModel):
    """What serving the rides of a plan takes of the vans, and the least that it could take in any plan.

    Attributes
    ----------
    van_s
        Seconds of van time of the plan, all duties together, by the same measure as the bound.
    best_possible_van_s
        Proven: no plan that serves the same rides takes fewer seconds. Rounded up to whole seconds, as
        every plan takes a whole number of them.
    """

    model_config = ConfigDict(frozen=True)

    van_s: int = Field(ge=0)
    best_possible_van_s: int = Field(ge=0)

    @model_validator(mode="after")
    def _is_a_bound(self) -> Self:
        if self.best_possible_van_s > self.van_s:
            raise ValueError("no plan takes less than the least that is possible")
        return self

    @property
    def is_best(self) -> bool:
        """Whether the plan is proven to be the best possible one."""
        return self.van_s == self.best_possible_van_s

    @property
    def gap_percent(self) -> int | None:
        """By how many whole percent the plan is longer than the best possible one, at most.

        None where the bound is nought, which says nothing.
        """
        if self.is_best:
            return 0
        if self.best_possible_van_s == 0:
            return None
        return -(-100 * (self.van_s - self.best_possible_van_s) // self.best_possible_van_s)
