"""How hours are shown, corrected and closed."""

from datetime import date, datetime

from pydantic import ConfigDict, Field

from api.common import Shown, Wish
from busline.nouns import HoursState, Instant


class HoursCard(Shown):
    """Worked time of one duty: from clock-in to clock-out less breaks."""

    duty_id: str
    driver_id: str
    driver_name: str
    service_date: date
    planned_s: int
    worked_from: datetime
    worked_to: datetime | None
    break_s: int
    worked_s: int
    state: HoursState
    correction_why: str
    corrected_by: str | None
    approved_by: str | None
    etag: str


class MonthCard(Shown):
    """A month of hours."""

    month: str
    closed: bool
    closed_by: str | None
    total_worked_s: int
    hours: list[HoursCard]


class Correction(Wish):
    """What the hours really were, and why they are written otherwise."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "worked_from": "2026-11-24T07:00:00+01:00",
                    "worked_to": "2026-11-24T07:45:00+01:00",
                    "break_s": 0,
                    "why": "forgot to clock out",
                }
            ]
        }
    )

    worked_from: Instant
    worked_to: Instant
    break_s: int = Field(ge=0, le=43_200)
    why: str = Field(min_length=3, max_length=500)


class Closing(Wish):
    """Makes a month's hours final."""

    model_config = ConfigDict(json_schema_extra={"examples": [{}]})


class Reopening(Wish):
    """Why a closed month is opened again."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"why": "one duty was missing"}]})

    why: str = Field(min_length=3, max_length=500)


class MonthChanged(Shown):
    """How many duties the month has that was closed or reopened."""

    month: str
    closed: bool
    duties: int
