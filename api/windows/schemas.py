"""How an idle window is shown, and how one is withdrawn."""

from datetime import date, datetime

from pydantic import ConfigDict, Field

from api.common import Shown, Wish
from busline.nouns import Instant


class WindowCard(Shown):
    """One span in which a van is lent."""

    id: str
    van_id: str
    van_name: str
    base_stop_id: str
    service_date: date
    starts_at: datetime
    ends_at: datetime
    withdrawn_at: datetime | None
    withdrawn_why: str
    etag: str


class Withdrawal(Wish):
    """From when the van is needed elsewhere, and why. Without an instant: from now on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"why": "the van is in the garage"}]})

    from_instant: Instant | None = None
    why: str = Field(default="", max_length=500)
