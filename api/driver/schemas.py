"""What a driver sees of a day: the own duties, and of each rider only what the ride needs."""

from datetime import date, datetime

from pydantic import ConfigDict, Field

from api.common import Shown, Wish
from busline.nouns import Aid, BookingState, CallKind, DriverEventKind, DutyState
from busline.record.driver_events import EventWish


class RiderCard(Shown):
    """Who boards or alights: name, what they ride with, what a driver must know, and a number to call."""

    booking_id: str
    name: str
    aid: Aid
    companions: int
    driver_note: str
    phone: str
    state: BookingState
    pickup_from: datetime
    pickup_to: datetime


class DriverCall(Shown):
    """One halt with the people who get out and in, in this order unless ``board_first``."""

    kind: CallKind
    stop_id: str
    stop_name: str
    street: str
    lat: float | None
    lon: float | None
    arrive: datetime
    depart: datetime
    arrived: datetime | None
    departed: datetime | None
    board: list[RiderCard]
    alight: list[RiderCard]
    board_first: bool = False


class EventCard(Shown):
    """Something that the driver reported; with the reason where the plan could not follow."""

    id: str
    kind: DriverEventKind
    stop_id: str | None
    booking_id: str | None
    happened_at: datetime
    rejected_why: str | None


class DriverDuty(Shown):
    """One duty of the driver, with its manifest and what was reported so far."""

    id: str
    van_id: str
    van_name: str
    plate: str
    starts_at: datetime
    ends_at: datetime
    state: DutyState
    calls: list[DriverCall]
    events: list[EventCard]


class DriverDay(Shown):
    """The driver's duties of today, and of yesterday while still under way."""

    date: date
    driver_id: str
    duties: list[DriverDuty]


class EventsWish(Wish):
    """What the driver's phone has kept since it last had a connection, oldest first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "events": [
                        {
                            "id": "0123456789abcdef0123456789abcdef",
                            "duty_id": "example-duty",
                            "kind": "clock_in",
                            "happened_at": "2026-11-24T07:00:00Z",
                        }
                    ]
                }
            ]
        }
    )

    events: tuple[EventWish, ...] = Field(min_length=1, max_length=200)


class EventTaken(Shown):
    """What became of one event: ``stored`` now or before, or refused with a code and the reason.

    ``clock-wrong`` says that its time can't be; the others of its duty are then ``report-waits``: they are
    stored once all of them are sent again, in order, with the times put right.
    """

    id: str
    stored: bool
    code: str = ""
    detail: str = ""


class EventsTaken(Shown):
    """What became of each event, in the order in which they came, and what time it is here."""

    events: list[EventTaken]
    now: datetime
