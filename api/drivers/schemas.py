"""How a driver is shown to the office, and how an absence is written."""

from pydantic import ConfigDict, Field

from api.common import Shown, Wish
from busline.nouns import Instant


class DriverCard(Shown):
    """A member of the cooperative who drives."""

    id: str
    name: str
    phone: str
    email: str
    wheelchair_trained: bool
    active: bool


class Absence(Wish):
    """A span in which a driver can't drive, and why: holiday, illness."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "starts_at": "2026-11-24T12:00:00+01:00",
                    "ends_at": "2026-11-25T00:00:00+01:00",
                    "why": "ill",
                }
            ]
        }
    )

    starts_at: Instant
    ends_at: Instant
    why: str = Field(default="", max_length=200)
