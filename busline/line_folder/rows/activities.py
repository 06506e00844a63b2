"""``activities.csv`` and ``standing.csv``: what residents ride to, and who does so every week."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from busline.line_folder.cells import (
    ClockCell,
    CountCell,
    DayCell,
    EndCell,
    NameCell,
    SlugCell,
    TimeModeCell,
    WeekdayCell,
    YesNoCell,
)
from busline.line_folder.rows.row import Row, WrongCell, require_order
from busline.nouns import TimeMode
from busline.record.tables import Activity, Base, StandingBooking


class ActivityRow(Row):
    """Something at a stop, every week."""

    file: ClassVar[str] = "activities.csv"
    table: ClassVar[type[Base]] = Activity
    renamed: ClassVar[dict[str, str]] = {"stop": "stop_id"}
    references: ClassVar[dict[str, str]] = {"stop": "stops.csv"}

    id: SlugCell
    name: NameCell
    stop: SlugCell
    weekday: WeekdayCell
    starts: ClockCell
    ends: EndCell

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        require_order(self.starts, self.ends)
        return self


class StandingRow(Row):
    """A ride every week or every few weeks, and where ``back_at`` is given the way back."""

    file: ClassVar[str] = "standing.csv"
    table: ClassVar[type[Base]] = StandingBooking
    renamed: ClassVar[dict[str, str]] = {
        "resident": "resident_id",
        "from_stop": "from_stop_id",
        "to_stop": "to_stop_id",
        "activity": "activity_id",
    }
    references: ClassVar[dict[str, str]] = {
        "resident": "residents.csv",
        "from_stop": "stops.csv",
        "to_stop": "stops.csv",
        "activity": "activities.csv",
    }

    id: SlugCell
    resident: SlugCell
    from_stop: SlugCell
    to_stop: SlugCell
    activity: SlugCell | None = None
    weekday: WeekdayCell
    mode: TimeModeCell = TimeMode.ARRIVE_BY
    out_at: ClockCell
    back_at: ClockCell | None = None
    every_weeks: CountCell = Field(default=1, ge=1, le=52)
    first_on: DayCell
    last_on: DayCell | None = None
    on_holidays: YesNoCell | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.from_stop == self.to_stop:
            raise WrongCell("to_stop", "is where the ride begins; another stop is expected")
        if self.back_at is not None and self.back_at <= self.out_at:
            raise WrongCell("back_at", f"is not after out_at ({self.out_at:%H:%M})")
        if self.last_on is not None and self.last_on < self.first_on:
            raise WrongCell("last_on", f"is before first_on ({self.first_on.isoformat()})")
        return self
