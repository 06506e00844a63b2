"""How somebody who waits is shown."""

from datetime import date, datetime
from typing import Any

from api.common import Shown
from busline.nouns import WaitingState


class WaitingCard(Shown):
    """One request on the waiting list, with what is held for it.

    ``earlier_s`` and ``later_s`` say how far from the time asked for a ride may begin; ``waits_since`` is
    the place in the line.
    """

    id: str
    request_id: str
    resident_id: str
    resident_name: str
    service_date: date
    state: WaitingState
    earlier_s: int
    later_s: int
    know_by: datetime
    made_at: datetime
    made_by: str
    waits_since: datetime
    offers: list[dict[str, Any]]
    held_until: datetime | None
    ended_at: datetime | None
