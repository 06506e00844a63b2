"""What an hour, a day and a wage come to: the cooperative's own amounts, edited in ``line.toml``."""

from pydantic import BaseModel, ConfigDict, Field


class Rates(BaseModel):
    """Amounts in cents; 0 is one that the cooperative has not set.

    Attributes
    ----------
    driver_hour_cents
        What an hour that a driver worked costs, all in.
    van_hour_cents
        What an hour of a van on the road costs: energy, wear, insurance by the hour.
    day_cents
        What every day costs, driven or not: telephone, desk, insurance.
    wage_hour_cents
        What a member who drives gets of an hour worked. All of it counts as wages that stay in the
        neighbourhood: that is the cooperative's own definition.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    driver_hour_cents: int = Field(default=0, ge=0, le=100_000)
    van_hour_cents: int = Field(default=0, ge=0, le=100_000)
    day_cents: int = Field(default=0, ge=0, le=10_000_000)
    wage_hour_cents: int = Field(default=0, ge=0, le=100_000)
