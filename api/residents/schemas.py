"""What is shown of a resident, and what may be written."""

from typing import Annotated

import phonenumbers
from pydantic import AfterValidator, ConfigDict, Field

from api.common import Shown, Wish
from busline.addresses.door import read_house_number, read_postcode
from busline.nouns import RESIDENT_KINDS, Aid, MessageChannel, ResidentKind

HOME_COUNTRY = "NL"


def as_e164(phone: str) -> str:
    """Return a phone number as ``+31201234567``; numbers without a country are Dutch."""
    if not phone.strip():
        return ""
    try:
        number = phonenumbers.parse(phone, HOME_COUNTRY)
    except phonenumbers.NumberParseException as wrong:
        raise ValueError("that is not a phone number") from wrong
    # Of numbers abroad only the length is checked: what is given out there changes unseen.
    is_home = number.country_code == phonenumbers.country_code_for_region(HOME_COUNTRY)
    if not (phonenumbers.is_valid_number if is_home else phonenumbers.is_possible_number)(number):
        raise ValueError("nobody can have that phone number: look at its digits again")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


Phone = Annotated[str, Field(max_length=40), AfterValidator(as_e164)]
Email = Annotated[str, Field(max_length=200, pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?$")]
HouseNumber = Annotated[str, Field(max_length=20, examples=["16-2"]), AfterValidator(read_house_number)]
Postcode = Annotated[str, Field(max_length=10, examples=["1068 EL"]), AfterValidator(read_postcode)]
RealName = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]


class ResidentCard(Shown):
    """Who rides, without the care note."""

    id: str
    name: str
    salutation: str
    phone: str
    street: str
    house_number: str
    postcode: str
    town: str
    home_stop_id: str
    aid: Aid
    companions: int
    extra_boarding_s: int
    language: str
    driver_note: str
    has_care_note: bool
    email: str
    message_channel: MessageChannel
    message_kinds: list[ResidentKind]
    active: bool


class CareNote(Shown):
    """What is written about somebody's care; each reading is in the history."""

    care_note: str


class _Editable(Wish):
    salutation: str = Field(default="", max_length=100)
    phone: Phone = ""
    street: str = Field(default="", max_length=200)
    house_number: HouseNumber = ""
    postcode: Postcode = ""
    town: str = Field(default="", max_length=100)
    aid: Aid = Aid.NONE
    companions: int = Field(default=0, ge=0, le=7)
    extra_boarding_s: int = Field(default=0, ge=0, le=1800)
    language: str = Field(default="nl", min_length=2, max_length=8)
    driver_note: str = Field(default="", max_length=2000)
    care_note: str = Field(default="", max_length=10_000)
    email: Email = ""
    message_channel: MessageChannel = MessageChannel.NONE
    message_kinds: list[ResidentKind] = Field(default=list(RESIDENT_KINDS), max_length=len(RESIDENT_KINDS))


class NewResident(_Editable):
    """Somebody who wants to ride from now on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Geertje Voorbeeld",
                    "salutation": "mevrouw Voorbeeld",
                    "phone": "020 555 01 23",
                    "street": "Osdorpplein 1",
                    "home_stop_id": "wc-botteskerk",
                    "aid": "walker",
                }
            ]
        }
    )

    name: RealName
    home_stop_id: str = Field(max_length=64)


class ResidentEdit(_Editable):
    """The fields to change; what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"aid": "wheelchair", "extra_boarding_s": 60}]})

    name: RealName = "-"
    home_stop_id: str = Field(default="", max_length=64)
    active: bool = True
