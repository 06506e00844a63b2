"""How hours are shown, corrected and closed."""

from datetime import date, datetime

from pydantic import ConfigDict, Field

from api.common import Shown, Wish
from busline.hours.reading import WorkKind
from busline.nouns import CorrectionState, HoursState, Instant


class HoursCard(Shown):
    """Worked time of one duty: from clock-in to clock-out less breaks; or of a coordinator at the desk.

    At the desk, ``duty_id`` is the id of the hours themselves and ``driver_id`` the coordinator's login.
    """

    duty_id: str
    kind: WorkKind
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


class CorrectionCard(Shown):
    """A correction that somebody asked for.

    It counts in ``month``. Where that is not the month of ``service_date``, the hours stay as they were
    closed and ``difference_s`` is added to that later month.
    """

    id: str
    duty_id: str
    service_date: date
    month: str
    worked_from: datetime
    worked_to: datetime
    break_s: int
    worked_s: int
    difference_s: int
    is_adjustment: bool
    why: str
    asked_by: str
    state: CorrectionState
    decided_by: str | None
    decided_why: str
    etag: str


class MonthCard(Shown):
    """A month of hours.

    ``total_worked_s`` is what drivers worked, ``total_desk_s`` what coordinators did, ``total_adjusted_s``
    what approved corrections of earlier, closed months add. ``checksum`` is over what was closed.
    """

    month: str
    closed: bool
    closed_by: str | None
    checksum: str
    total_worked_s: int
    total_desk_s: int
    total_adjusted_s: int
    hours: list[HoursCard]
    desk: list[HoursCard]
    corrections: list[CorrectionCard]


class OwnHoursRow(Shown):
    """Worked time of one of one's own duties; ``planned_s`` is planned work, breaks taken off."""

    duty_id: str
    service_date: date
    planned_s: int
    worked_from: datetime
    worked_to: datetime | None
    break_s: int
    worked_s: int
    state: HoursState


class OwnMonth(Shown):
    """One's own hours of a month."""

    month: str
    total_worked_s: int
    hours: list[OwnHoursRow]


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


class ApprovedHours(Wish):
    """Hours that somebody looked at, with the ETag that they had."""

    duty_id: str = Field(max_length=32)
    etag: str = Field(max_length=20)


class SeveralApproved(Wish):
    """Hours to approve together: all of them or, if one can't be, none."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"hours": [{"duty_id": "example-duty", "etag": '"v1"'}]}]}
    )

    hours: list[ApprovedHours] = Field(min_length=1, max_length=1000)


class HowMany(Shown):
    """How many hours were approved."""

    approved: int


class Declining(Wish):
    """Why a correction is not taken over."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"why": "the van was back at noon"}]})

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
