"""What was read to the caller; every later plan keeps it."""

from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, model_validator


class Promise(BaseModel):
    """A pickup window and a latest drop-off, as UTC instants in whole seconds."""

    model_config = ConfigDict(frozen=True)

    pickup_from: AwareDatetime
    pickup_to: AwareDatetime
    dropoff_by: AwareDatetime

    @model_validator(mode="after")
    def _in_order(self) -> "Promise":
        if not self.pickup_from <= self.pickup_to < self.dropoff_by:
            raise ValueError("a promise runs from pickup_from over pickup_to to dropoff_by")
        return self

    def covers_pickup(self, moment: datetime) -> bool:
        """Tell whether boarding at `moment` keeps the promise."""
        return self.pickup_from <= moment <= self.pickup_to
