"""A resident as text in the fields of a form: somebody new, or somebody whose card is changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.orm import Session

from api.pages.desk.asking import resolve_stop
from api.pages.desk.nearby import Nearby, nearby_of
from api.pages.frame import Reader
from api.residents.schemas import NewResident
from busline.addresses.door import read_house_number, read_postcode, shown_postcode
from busline.addresses.known import known_door
from busline.nouns import Aid
from busline.record.tables import Resident

# A fault of the record's own check, said beside the field in which it stands.
SENTENCES = {
    "name": "fault-name",
    "phone": "fault-phone",
    "postcode": "fault-postcode",
    "house_number": "fault-house-number",
    "companions": "fault-companions",
    "extra_minutes": "fault-extra-minutes",
}


class TypedPerson(BaseModel):
    """The form as a browser sends it; long enough for anybody who types, and no longer."""

    model_config = ConfigDict(extra="ignore")

    name: str = Field(default="", max_length=200)
    salutation: str = Field(default="", max_length=100)
    phone: str = Field(default="", max_length=40)
    postcode: str = Field(default="", max_length=20)
    house_number: str = Field(default="", max_length=20)
    street: str = Field(default="", max_length=200)
    town: str = Field(default="", max_length=100)
    home_stop: str = Field(default="", max_length=64)
    home_stop_text: str = Field(default="", max_length=200)
    aid: Aid = Aid.NONE
    companions: str = Field(default="0", max_length=2)
    extra_minutes: str = Field(default="0", max_length=3)
    language: str = Field(default="nl", max_length=8)
    driver_note: str = Field(default="", max_length=2000)


@dataclass(frozen=True, slots=True)
class PersonForm:
    """What stands in the fields; ``near`` is what is known of the address in them."""

    name: str = ""
    salutation: str = ""
    phone: str = ""
    postcode: str = ""
    house_number: str = ""
    street: str = ""
    town: str = ""
    home_stop: str = ""
    home_stop_text: str = ""
    aid: str = "none"
    companions: str = "0"
    extra_minutes: str = "0"
    language: str = "nl"
    driver_note: str = ""
    near: Nearby | None = None
    faults: Mapping[str, str] = field(default_factory=dict)


def person_form(frame: Reader, resident: Resident, home_stop: str) -> PersonForm:
    """Return a resident's card as a form; `home_stop` is the stop's name."""
    return PersonForm(
        name=resident.name,
        salutation=resident.salutation,
        phone=frame.times.phone(resident.phone) if resident.phone else "",
        postcode=shown_postcode(resident.postcode),
        house_number=resident.house_number,
        street=resident.street,
        town=resident.town,
        home_stop=resident.home_stop_id,
        home_stop_text=home_stop,
        aid=resident.aid.value,
        companions=str(resident.companions),
        extra_minutes=str(-(-resident.extra_boarding_s // 60)),
        language=resident.language,
        driver_note=resident.driver_note,
    )


def completed(session: Session, frame: Reader, typed: TypedPerson) -> PersonForm:
    """Return what was typed with what follows from it: the one stop that is meant, a street that is known."""
    form = PersonForm(**typed.model_dump(mode="json"))
    home = resolve_stop(session, frame, form.home_stop_text, form.home_stop)
    if home is not None:
        form = replace(form, home_stop=home.value, home_stop_text=home.label)
    try:
        door = known_door(session, read_postcode(form.postcode), read_house_number(form.house_number))
    except ValueError:
        return form
    if door is None:
        return form
    return replace(
        form,
        street=form.street.strip() or door.street,
        town=form.town.strip() or door.town,
        near=nearby_of(session, frame, door),
    )


def read_person(frame: Reader, form: PersonForm) -> tuple[NewResident | None, dict[str, str]]:
    """Return the resident that the form stands for, or the sentences for what stands in the way."""
    faults: dict[str, str] = {}
    if not form.home_stop:
        faults["home_stop"] = frame.words("fault-pick-stop")
    minutes = form.extra_minutes.strip() or "0"
    if not (minutes.isascii() and minutes.isdigit() and int(minutes) <= 30):
        faults["extra_minutes"] = frame.words("fault-extra-minutes")
        minutes = "0"
    fields: dict[str, Any] = {
        "name": form.name.strip(),
        "salutation": form.salutation.strip(),
        "phone": form.phone,
        "postcode": form.postcode,
        "house_number": form.house_number,
        "street": form.street.strip(),
        "town": form.town.strip(),
        "home_stop_id": form.home_stop,
        "aid": form.aid,
        "companions": form.companions.strip() or "0",
        "extra_boarding_s": int(minutes) * 60,
        "language": form.language,
        "driver_note": form.driver_note.strip(),
    }
    try:
        wish = NewResident(**fields)
    except ValidationError as wrong:
        for error in wrong.errors():
            name = str(error["loc"][0])
            faults[name] = frame.words(SENTENCES.get(name, "fault-invalid"))
        return None, faults
    return (None if faults else wish), faults
