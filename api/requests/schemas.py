"""What a request's routes take and give."""

from datetime import date, datetime
from typing import Any

from pydantic import ConfigDict, Field

from api.common import Shown, Wish
from busline.feed.messages import LegAnswer, Offers
from busline.nouns import Aid, LegName, RefusalReason, RequestState, TimeMode

REQUEST_EXAMPLES: dict[str, Any] = {
    "there and back": {
        "summary": "To the coffee morning and back",
        "value": {
            "resident_id": "b001",
            "legs": [
                {
                    "leg": "out",
                    "from_stop": "wc-botteskerk",
                    "to_stop": "osdorpplein",
                    "mode": "arrive_by",
                    "wanted_at": "2026-11-24T10:30:00+01:00",
                },
                {
                    "leg": "back",
                    "from_stop": "osdorpplein",
                    "to_stop": "wc-botteskerk",
                    "mode": "depart_at",
                    "wanted_at": "2026-11-24T11:15:00+01:00",
                },
            ],
        },
    },
    "one way": {
        "summary": "One way, with somebody along",
        "value": {
            "resident_id": "b001",
            "companions": 1,
            "legs": [
                {
                    "from_stop": "wc-botteskerk",
                    "to_stop": "osdorpplein",
                    "wanted_at": "2026-11-24T13:30:00+01:00",
                }
            ],
        },
    },
}


class LegShown(LegAnswer):
    """The answer for one way; a refusal is also said in sentences, in the language of whoever asks.

    ``other_ways`` says what else there is besides the line, by the line's own list.
    """

    sentences: tuple[str, ...] = ()
    other_ways: str = ""


class OffersShown(Offers):
    """What a caller can be told: offers, or refusals in words with the nearest times that would work."""

    legs: tuple[LegShown, ...]


class OffersWanted(Wish):
    """The offers that the caller takes: one, or one for each way."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"offer_ids": ["example-offer"]}]})

    offer_ids: tuple[str, ...] = Field(min_length=1, max_length=2)


class OffersDeclined(Wish):
    """Why the caller took none."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"why": "wants to be home by eleven"}]})

    why: str = Field(default="", max_length=500)


class LegCard(Shown):
    """One way of a request."""

    leg: LegName
    from_stop_id: str
    to_stop_id: str
    mode: TimeMode
    wanted_at: datetime


class RefusalCard(Shown):
    """A leg that became no booking, and why; ``placed_at`` where the waiting list found a ride after all."""

    id: str
    leg: LegName
    reason: RefusalReason
    explanation: str
    refused_at: datetime
    placed_at: datetime | None


class RequestCard(Shown):
    """What a caller asked for, and how far it got."""

    id: str
    resident_id: str
    service_date: date
    made_at: datetime
    typed_at: datetime | None
    made_by: str
    state: RequestState
    aid: Aid
    companions: int
    activity_id: str | None
    standing_id: str | None
    replaces: list[str]
    note: str
    legs: list[LegCard]
    offers: list[dict[str, Any]]
    refusals: list[RefusalCard]
    booking_ids: list[str]
