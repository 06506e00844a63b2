"""What a postcode and a house number say: the street, and the stop where somebody who lives there boards."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from geopy.distance import great_circle
from sqlalchemy.orm import Session

from api.access.permissions import Permission
from api.pages.frame import Reader, reader
from api.pages.names import stop_names
from api.pages.render import render
from api.residents.addresses import AddressAnswer, Lookup, look_up_address
from busline.addresses.door import Door, read_house_number, read_postcode
from busline.addresses.sought import home_stops

router = APIRouter()
Registrar = Annotated[Reader, Depends(reader(Permission.RESIDENTS_WRITE))]
Typed = Annotated[str, Form(max_length=20)]
ADDITIONS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Nearby:
    """A street and its nearest stop, with the straight way to it in metres; ``stop_id`` empty without one."""

    street: str
    town: str
    stop_id: str = ""
    stop: str = ""
    metres: int = 0


@dataclass(frozen=True, slots=True)
class AddressSaid:
    """What is said under the fields, and what may go into the empty ones; ``is_wrong`` where one is wrong."""

    sentence: str
    near: Nearby | None = None
    is_wrong: bool = False
    is_checked: bool = False


@router.post("/desk/address")
def say_address(frame: Registrar, postcode: Typed = "", house_number: Typed = "") -> Response:
    """Say what is known of an address while the form is being filled in; nobody waits for it."""
    return render(frame, "desk/address_said.html", None, said=_said(frame, postcode, house_number))


def nearby_of(session: Session, frame: Reader, door: Door) -> Nearby:
    """Return the street of `door` and the stop nearest to it."""
    stops = home_stops(session, frame.line.id)
    if not stops:
        return Nearby(door.street, door.town)
    metres, stop_id = min((great_circle(door.point, point).m, stop_id) for stop_id, point in stops.items())
    name = stop_names(session, frame.line.id)[stop_id]
    return Nearby(door.street, door.town, stop_id, name, round(metres))


def _said(frame: Reader, postcode: str, house_number: str) -> AddressSaid | None:
    for key, text, read in (
        ("fault-postcode", postcode, read_postcode),
        ("fault-house-number", house_number, read_house_number),
    ):
        try:
            read(text)
        except ValueError:
            return AddressSaid(frame.words(key), is_wrong=True)
    if not postcode.strip() or not house_number.strip():
        return None
    services = frame.services
    answer = look_up_address(services.record, services.settings, frame.caller.login, postcode, house_number)
    return _answered(frame, answer)


def _answered(frame: Reader, answer: AddressAnswer) -> AddressSaid:
    near = None
    if answer.door is not None:
        with frame.services.record.read() as session:
            near = nearby_of(session, frame, answer.door)
    words = frame.words
    if answer.lookup is Lookup.FOUND and near is not None:
        return AddressSaid(words("address-found", street=near.street, town=near.town), near, is_checked=True)
    if answer.lookup is Lookup.OTHER_ADDITIONS:
        some = ", ".join(answer.additions[:ADDITIONS_SHOWN])
        return AddressSaid(words("address-other-additions", numbers=some), near)
    if answer.lookup is Lookup.NOT_THERE:
        return AddressSaid(words("address-not-there"), is_wrong=True)
    return AddressSaid(words("address-not-checked"))
