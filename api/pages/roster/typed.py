"""The forms about a driver's time as a browser sends them."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from api.pages.roster.spans import span_of_days
from busline.errors import Fault, InvalidInput


class TypedTimes(BaseModel):
    """What stands in the fields; each form sends those of its own."""

    model_config = ConfigDict(extra="ignore")

    weekdays: list[int] = Field(default_factory=list, max_length=7)
    day: str = Field(default="", max_length=10)
    starts: str = Field(default="", max_length=8)
    ends: str = Field(default="", max_length=8)
    employer: str = Field(default="", max_length=100)
    from_day: str = Field(default="", max_length=10)
    from_time: str = Field(default="", max_length=8)
    to_day: str = Field(default="", max_length=10)
    to_time: str = Field(default="", max_length=8)
    avoid: bool = True
    reason: str = Field(default="", max_length=32)
    wanted: str = Field(default="", max_length=40)
    contract: str = Field(default="", max_length=40)
    trained: bool = False
    entry: str = Field(default="", max_length=32)

    def read_day(self, field: str) -> date:
        """Return the day of a field.

        Raises
        ------
        InvalidInput
            If there is none in it, or a year that nobody means.
        """
        text = getattr(self, field)
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise _fault(field, "invalid" if text else "required") from None
        if not 2000 <= day.year <= 2100:
            raise _fault(field, "invalid")
        return day

    def read_time(self, field: str) -> time:
        """Return the clock time of a field.

        Raises
        ------
        InvalidInput
            If there is none in it.
        """
        text = getattr(self, field)
        try:
            return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
        except ValueError:
            raise _fault(field, "invalid" if text else "required") from None

    def read_span(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return the instants of a span of days; times that are left out make whole days.

        Raises
        ------
        InvalidInput
            If a day or a time can't be read.
        """
        return span_of_days(
            zone,
            self.read_day("from_day"),
            self.read_time("from_time") if self.from_time else None,
            self.read_day("to_day") if self.to_day else None,
            self.read_time("to_time") if self.to_time else None,
        )

    def read_week_s(self, field: str) -> int | None:
        """Return hours a week in seconds; None where the field is empty.

        Raises
        ------
        InvalidInput
            If it is no number of hours, or more than sixty.
        """
        text = getattr(self, field).strip().replace(",", ".")
        if not text:
            return None
        try:
            hours = float(text)
        except ValueError:
            raise _fault(field, "week-hours") from None
        if not 0 <= hours <= 60:
            raise _fault(field, "week-hours")
        return round(hours * 3600)


def _fault(field: str, code: str) -> InvalidInput:
    message = f"{field} can't be read."
    return InvalidInput(message, faults=[Fault(field, message, code)])
