"""How a standing booking is shown, and what may be written of it."""

from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field

from api.common import ClockTime, Shown, Wish
from busline.nouns import ServiceDay, SkipKind, TimeMode


def _to_the_minute(clock: time) -> time:
    return clock.replace(second=0, microsecond=0, tzinfo=None)


AnyClockTime = Annotated[ClockTime, AfterValidator(_to_the_minute)]
Weekday = Annotated[int, Field(ge=0, le=6, description="0 is Monday.")]
Weeks = Annotated[int, Field(ge=1, le=52, description="2 is fortnightly.")]
StopName = Annotated[str, Field(max_length=64)]


class SkipCard(Shown):
    """A day on which it does not ride: asked for, or because the same trip was booked by hand."""

    day: date
    reason: str = ""
    kind: SkipKind = SkipKind.ASKED


class StandingCard(Shown):
    """A ride every week, there and back; times are local, ``weekday`` 0 is Monday.

    ``on_holidays`` null leaves public holidays to the line's rules; ``skips`` are those from today on.
    """

    id: str
    etag: str
    resident_id: str
    from_stop_id: str
    to_stop_id: str
    activity_id: str | None
    weekday: int
    mode: TimeMode
    out_at: ClockTime
    back_at: ClockTime | None
    every_weeks: int
    first_on: date
    last_on: date | None
    on_holidays: bool | None = None
    skips: tuple[SkipCard, ...] = ()


class RidesFollowed(Shown):
    """What became of the rides ahead: ids of bookings, and the days on which it does not fit.

    ``kept`` were agreed with the caller for one day, ``apart`` are the same trip booked by hand: both stay.
    """

    cancelled: tuple[str, ...] = ()
    booked: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    unplaced: tuple[date, ...] = ()


class StandingChange(Shown):
    """A standing booking as it is now and as it was ``before`` (null: there was none).

    ``done`` is false while planning is away: the rides follow as soon as it is back.
    """

    standing: StandingCard
    before: StandingCard | None
    done: bool
    rides: RidesFollowed = RidesFollowed()


class NewStanding(Wish):
    """A ride that comes back, for ever without ``last_on``; ``weekday`` is by default ``first_on``'s."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "resident_id": "b002",
                    "from_stop_id": "wc-zuidwest",
                    "to_stop_id": "bibliotheek",
                    "mode": "arrive_by",
                    "out_at": "10:30",
                    "back_at": "12:00",
                    "every_weeks": 2,
                    "first_on": "2026-12-01",
                }
            ]
        }
    )

    resident_id: str = Field(max_length=64)
    from_stop_id: StopName
    to_stop_id: StopName
    activity_id: str | None = Field(default=None, max_length=64)
    weekday: Weekday | None = None
    mode: TimeMode = TimeMode.ARRIVE_BY
    out_at: AnyClockTime
    back_at: AnyClockTime | None = None
    every_weeks: Weeks = 1
    first_on: ServiceDay
    last_on: ServiceDay | None = None
    on_holidays: bool | None = None


class StandingEdit(Wish):
    """The fields to change; what is left out stays. Rides ahead that no longer match are booked anew."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"out_at": "10:45", "last_on": "2027-06-30"}]})

    from_stop_id: StopName = ""
    to_stop_id: StopName = ""
    activity_id: str | None = Field(default=None, max_length=64)
    weekday: Weekday = 0
    mode: TimeMode = TimeMode.ARRIVE_BY
    out_at: AnyClockTime = time(0)
    back_at: AnyClockTime | None = None
    every_weeks: Weeks = 1
    first_on: ServiceDay = date(2000, 1, 1)
    last_on: ServiceDay | None = None
    on_holidays: bool | None = None


class SkipWish(Wish):
    """A day, or a span with both ends, on which it does not ride."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"from_day": "2026-12-01", "to_day": "2026-12-14", "reason": "is away"}]
        }
    )

    from_day: ServiceDay
    to_day: ServiceDay | None = None
    reason: str = Field(default="", max_length=200)
