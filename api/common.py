"""Parts of addresses and bodies that many routes share."""

from datetime import date, time
from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, ConfigDict, PlainSerializer, WithJsonSchema

from busline.errors import InvalidInput
from busline.nouns import ServiceDay

LineId = Annotated[str, Path(max_length=64, description="The line.", examples=["osdorp"])]
StopId = Annotated[str, Path(max_length=64, examples=["osdorpplein"])]
VanId = Annotated[str, Path(max_length=64, examples=["van-1"])]
ResidentId = Annotated[str, Path(max_length=64, examples=["b001"])]
DriverId = Annotated[str, Path(max_length=64, examples=["anna"])]
RequestId = Annotated[str, Path(max_length=32, examples=["example-request"])]
BookingId = Annotated[str, Path(max_length=32, examples=["example-booking"])]
DutyId = Annotated[str, Path(max_length=32, examples=["example-duty"])]
CorrectionId = Annotated[str, Path(max_length=32, examples=["example-correction"])]
TaskId = Annotated[str, Path(max_length=32, examples=["example-task"])]
RosterId = Annotated[str, Path(max_length=32, examples=["example-roster"])]
SwapId = Annotated[str, Path(max_length=32, examples=["example-swap"])]
NoticeId = Annotated[str, Path(max_length=32, examples=["example-notice"])]
EntryId = Annotated[
    str, Path(max_length=32, description="Something that a driver said.", examples=["example-entry"])
]
WindowId = Annotated[str, Path(max_length=32, examples=["example-window"])]
Day = Annotated[ServiceDay, Path(description="A service day of the line.", examples=["2026-11-24"])]
Month = Annotated[
    str, Path(pattern=r"^20\d\d-(0[1-9]|1[0-2])$", description="A month.", examples=["2026-11"])
]

# A local clock time: without a zone, so not what JSON Schema calls a time.
ClockTime = Annotated[
    time,
    PlainSerializer(lambda clock_time: clock_time.strftime("%H:%M"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$", "examples": ["10:30"]}),
]


class Wish(BaseModel):
    """A body that somebody sends; unknown fields are refused, so that a typing error is not a silent loss."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Shown(BaseModel):
    """Something that is shown; read from a row of the record."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class SpanTooLong(InvalidInput):
    """More days were asked for than one answer holds."""

    code = "span-too-long"


def check_span(first: date, last: date, most_days: int) -> None:
    """Let a span of days through that is in order and not too long.

    Raises
    ------
    SpanTooLong
        If it ends before it begins, or has more than `most_days`.
    """
    if not 0 <= (last - first).days < most_days:
        raise SpanTooLong(f"Ask for 1 to {most_days} days, the first before the last.", days=most_days)
