"""Looking an address up by postcode and house number: in the record, then in the national register."""

from dataclasses import dataclass
from enum import StrEnum

from busline.addresses.door import Door, read_house_number, read_postcode
from busline.addresses.geocoder import GeocoderAway, GeocoderWrong
from busline.addresses.known import keep_door, known_door
from busline.addresses.pdok import Pdok
from busline.json_server import Patience
from busline.record.engine import Record
from busline.settings import Settings

WHY = "an address was looked up"


class Lookup(StrEnum):
    """What came of looking an address up."""

    FOUND = "found"
    OTHER_ADDITIONS = "other-additions"  # the number is there, with other additions than the one asked for
    NOT_THERE = "not-there"  # the register has no such door
    NOT_CHECKED = "not-checked"  # there is no network, or nobody is asked


@dataclass(frozen=True, slots=True)
class AddressAnswer:
    """The door that was found, where there is one; with other additions it is the street that is sure."""

    lookup: Lookup
    door: Door | None = None
    additions: tuple[str, ...] = ()


def look_up_address(
    record: Record, settings: Settings, who: str, postcode: str, house_number: str
) -> AddressAnswer:
    """Return the door with this postcode and house number; what the register says is kept in the record.

    It takes no longer than `Settings.address_timeout_s`, and fails in no other way than by `NOT_CHECKED`.

    Raises
    ------
    ValueError
        If the two are not written as a postcode and a house number.
    """
    postcode, house_number = read_postcode(postcode), read_house_number(house_number)
    with record.read() as session:
        known = known_door(session, postcode, house_number)
    if known is not None:
        return AddressAnswer(Lookup.FOUND, known)
    if not (settings.address_url and postcode and house_number):
        return AddressAnswer(Lookup.NOT_CHECKED)
    pdok = _register(settings)
    try:
        doors = pdok.doors(postcode, house_number.partition("-")[0])
    except (GeocoderAway, GeocoderWrong):
        return AddressAnswer(Lookup.NOT_CHECKED)
    exact = [door for door in doors if (door.postcode, door.house_number) == (postcode, house_number)]
    if exact:
        with record.change(who, WHY) as session:
            keep_door(session, exact[0], source=pdok.name, now=record.clock.now())
        return AddressAnswer(Lookup.FOUND, exact[0])
    if not doors:
        return AddressAnswer(Lookup.NOT_THERE)
    additions = sorted({door.house_number for door in doors})
    return AddressAnswer(Lookup.OTHER_ADDITIONS, doors[0], tuple(additions))


def _register(settings: Settings) -> Pdok:
    wait_s = settings.address_timeout_s
    return Pdok(settings.address_url, Patience(connect_s=wait_s, answer_s=wait_s, tries=1))
