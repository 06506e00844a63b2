"""``drivers.csv``, ``availability.csv``, ``elsewhere.csv``, ``residents.csv``: who drives and who rides."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from busline.addresses.door import HouseNumberText, PostcodeText
from busline.line_folder.cells import (
    AidCell,
    ClockCell,
    CountCell,
    EmailCell,
    EndCell,
    MessageChannelCell,
    MessageKindsCell,
    NameCell,
    NoteCell,
    PhoneCell,
    ShortCell,
    SlugCell,
    TextCell,
    WeekdayCell,
    YesNoCell,
)
from busline.line_folder.rows.row import Row, require_order
from busline.nouns import RESIDENT_KINDS, Aid, MessageChannel
from busline.record.tables import AvailabilityPattern, Base, Driver, ElsewherePattern, Resident


class DriverRow(Row):
    """A member who drives."""

    file: ClassVar[str] = "drivers.csv"
    table: ClassVar[type[Base]] = Driver

    id: SlugCell
    name: NameCell
    phone: PhoneCell = ""
    email: EmailCell = ""
    wheelchair_trained: YesNoCell = True
    active: YesNoCell = True


class AvailabilityRow(Row):
    """A weekly span in which a driver can drive."""

    file: ClassVar[str] = "availability.csv"
    table: ClassVar[type[Base]] = AvailabilityPattern
    key: ClassVar[tuple[str, ...]] = ("driver", "weekday", "starts", "ends")
    renamed: ClassVar[dict[str, str]] = {"driver": "driver_id"}
    references: ClassVar[dict[str, str]] = {"driver": "drivers.csv"}

    driver: SlugCell
    weekday: WeekdayCell
    starts: ClockCell
    ends: EndCell

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        require_order(self.starts, self.ends)
        return self


class ElsewhereRow(AvailabilityRow):
    """A weekly span in which a driver works for another employer; it counts for rest and breaks."""

    file: ClassVar[str] = "elsewhere.csv"
    table: ClassVar[type[Base]] = ElsewherePattern

    employer: ShortCell = ""


class ResidentRow(Row):
    """Somebody who rides, with what a ride has to know."""

    file: ClassVar[str] = "residents.csv"
    table: ClassVar[type[Base]] = Resident
    renamed: ClassVar[dict[str, str]] = {"home_stop": "home_stop_id", "messages": "message_channel"}
    references: ClassVar[dict[str, str]] = {"home_stop": "stops.csv"}

    id: SlugCell
    name: NameCell
    salutation: ShortCell = ""
    phone: PhoneCell = ""
    street: TextCell = ""
    house_number: HouseNumberText = ""
    postcode: PostcodeText = ""
    town: ShortCell = ""
    home_stop: SlugCell
    aid: AidCell = Aid.NONE
    companions: CountCell = Field(default=0, ge=0, le=7)
    extra_boarding_s: CountCell = Field(default=0, ge=0, le=1800)
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")] = "nl"
    driver_note: NoteCell = ""
    care_note: NoteCell = ""
    email: EmailCell = ""
    messages: MessageChannelCell = MessageChannel.NONE
    message_kinds: MessageKindsCell = Field(default=list(RESIDENT_KINDS))
    active: YesNoCell = True
