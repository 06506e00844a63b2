"""Windows that somebody proposes, and what they would change."""

from datetime import date, datetime

from pydantic import ConfigDict, Field

from api.common import Shown, Wish
from busline.lending.comparing import ChangeKind
from busline.nouns import Instant, ServiceDay
from busline.nouns.lending import ProposalSource, ProposalState

MOST_WINDOWS = 5_000


class ProposedWindow(Wish):
    """A span in which a van shall be lent."""

    van_id: str = Field(max_length=64)
    starts_at: Instant
    ends_at: Instant


class ProposalWish(Wish):
    """All windows of some vans on a span of days: a window of theirs that is not among these goes."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "van_ids": ["van-1"],
                    "first_day": "2026-11-24",
                    "last_day": "2026-11-24",
                    "windows": [
                        {
                            "van_id": "van-1",
                            "starts_at": "2026-11-24T08:45:00Z",
                            "ends_at": "2026-11-24T11:00:00Z",
                        }
                    ],
                }
            ]
        }
    )

    van_ids: list[str] = Field(min_length=1, max_length=200)
    first_day: ServiceDay
    last_day: ServiceDay
    windows: list[ProposedWindow] = Field(max_length=MOST_WINDOWS)


class TakeOver(Wish):
    """The mark of the changes that were seen: others are not taken over."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"mark": "as-shown"}]})

    mark: str = Field(max_length=64)


class ChangeCard(Shown):
    """One window that is new, gets other times or goes.

    ``has_rides`` where rides are booked in it as it is now. Those are planned anew, or the rider is phoned.
    How many they are, and when, the lender is not told.
    """

    kind: ChangeKind
    van_id: str
    window_id: str | None
    before_from: datetime | None
    before_to: datetime | None
    after_from: datetime | None
    after_to: datetime | None
    has_rides: bool


class ProposalCard(Shown):
    """A proposal with what it would change now; of one that is decided, nothing any more."""

    id: str
    source: ProposalSource
    name: str
    state: ProposalState
    made_by: str
    made_at: datetime
    first_day: date
    last_day: date
    van_ids: list[str]
    same: int
    mark: str
    changes: list[ChangeCard]
