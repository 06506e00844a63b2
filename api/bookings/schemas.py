"""How a booking is shown, and how bookings are cancelled."""

from datetime import date, datetime

from pydantic import ConfigDict, Field

from api.common import Shown, Wish
from busline.nouns import BookingState, LegName, Promise, RideExplained


class BookingCard(Shown):
    """One ride with its promise."""

    id: str
    reference: str
    request_id: str
    leg: LegName
    resident_id: str
    resident_name: str
    service_date: date
    from_stop_id: str
    to_stop_id: str
    seats: int
    wheelchairs: int
    promise: Promise
    state: BookingState
    state_why: str
    confirmed_at: datetime
    boarded_at: datetime | None
    alighted_at: datetime | None


class ExplanationCard(RideExplained):
    """Why a ride is on its van; ``sentences`` say the same in the language of whoever asks."""

    sentences: tuple[str, ...] = ()


class MoveWish(Wish):
    """Where a ride shall go: another duty of the same day.

    With ``revision``, that of the plan which was looked at, nothing is moved where one of the two runs has
    changed since.
    """

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"duty_id": "example-duty", "why": "she knows the driver"}]}
    )

    duty_id: str = Field(max_length=32)
    revision: int | None = Field(default=None, ge=0)
    why: str = Field(default="", max_length=500)


class PinWish(Wish):
    """Why a ride shall stay on its van."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"why": "she knows the driver"}]})

    why: str = Field(default="", max_length=500)


class CancelWish(Wish):
    """The bookings that a resident takes back, of one way or both."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"booking_ids": ["example-booking"], "why": "is ill"}]}
    )

    booking_ids: tuple[str, ...] = Field(min_length=1, max_length=50)
    why: str = Field(default="", max_length=500)
