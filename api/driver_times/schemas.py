"""How a driver's time is shown, and what can be said of it."""

from datetime import datetime

from pydantic import ConfigDict, Field

from api.common import ClockTime, Shown, Wish
from busline.nouns import ServiceDay

MOST_WEEK_S = 60 * 3600


class WeeklyHours(Shown):
    """Hours that come back every week; ``weekday`` 0 is Monday, hours that end at 00:00 end with the day."""

    id: str
    weekday: int
    starts: ClockTime
    ends: ClockTime


class WeeklyElsewhere(WeeklyHours):
    """Hours a driver works elsewhere every week."""

    employer: str


class Elsewhere(Shown):
    """Hours a driver works elsewhere on one day."""

    id: str
    starts_at: datetime
    ends_at: datetime
    employer: str


class AbsenceCard(Shown):
    """A span in which a driver can't drive."""

    id: str
    starts_at: datetime
    ends_at: datetime
    reason: str


class WishCard(Shown):
    """A span in which a driver would like to drive or, with ``avoid``, would rather not."""

    id: str
    starts_at: datetime
    ends_at: datetime
    avoid: bool


class DriverTimes(Shown):
    """Everything that a driver has said of their time; what is long over is left out."""

    driver_id: str
    wheelchair_trained: bool
    contract_week_s: int
    wanted_week_s: int | None
    can_drive: list[WeeklyHours]
    elsewhere_weekly: list[WeeklyElsewhere]
    elsewhere: list[Elsewhere]
    absences: list[AbsenceCard]
    wishes: list[WishCard]


class WeeklyWish(Wish):
    """Hours on some weekdays (0 is Monday) in which a driver can drive or, ``elsewhere``, works elsewhere."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"weekdays": [0, 2], "starts": "09:00", "ends": "13:00"},
                {
                    "weekdays": [4],
                    "starts": "22:00",
                    "ends": "06:00",
                    "elsewhere": True,
                    "employer": "Cordaan",
                },
            ]
        }
    )

    weekdays: tuple[int, ...] = Field(min_length=1, max_length=7)
    starts: ClockTime
    ends: ClockTime
    elsewhere: bool = False
    employer: str = Field(default="", max_length=100)


class ElsewhereWish(Wish):
    """Hours worked elsewhere on one day; hours that end before they begin go on the day after."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"date": "2026-11-28", "starts": "13:00", "ends": "17:00", "employer": "Cordaan"}]
        }
    )

    date: ServiceDay
    starts: ClockTime
    ends: ClockTime
    employer: str = Field(default="", max_length=100)


class Skills(Wish):
    """What a driver was trained for."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"wheelchair_trained": True}]})

    wheelchair_trained: bool


class WantedHours(Wish):
    """How many hours a week, in seconds, a driver would like in all; empty: as much as anybody."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"wanted_week_s": 43200}]})

    wanted_week_s: int | None = Field(default=None, ge=0, le=MOST_WEEK_S)
