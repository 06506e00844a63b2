"""Looking addresses up, one after the other, and keeping each answer at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from busline.addresses.geocoder import Geocoder
from busline.addresses.shelf import Shelf, Shelved
from busline.addresses.sought import Sought, home_proposals, middle, place_proposals
from busline.progress import Report
from busline.travel.points import Point


@dataclass(frozen=True)
class Map:
    """What is known of the line: where residents can board."""

    stops: dict[str, Point]

    @property
    def centre(self) -> Point | None:
        """The middle of the stops."""
        return middle(list(self.stops.values()))


def look_up(
    wanted: Sequence[Sought], geocoder: Geocoder, known: Map, shelf: Shelf, report: Report
) -> tuple[Sought, ...]:
    """Return `wanted` with proposals; what was found before and lies on the `shelf` is not asked for again.

    Raises
    ------
    GeocoderAway, GeocoderWrong
        If the geocoder does not answer; what it answered before lies on the shelf.
    """
    shelved = shelf.read()
    same_geocoder = shelved.geocoder == geocoder.name
    answered = {_key(thing): thing for thing in shelved.sought if same_geocoder and thing.known}
    found: list[Sought] = []
    try:
        for number, thing in enumerate(wanted, 1):
            found.append(answered.get(_key(thing)) or _look_up_one(thing, geocoder, known))
            report("looking up addresses", number, len(wanted))
    finally:
        others = [thing for key, thing in answered.items() if key not in {_key(one) for one in found}]
        shelf.write(Shelved(geocoder=geocoder.name, sought=(*found, *others)))
    return tuple(found)


def _look_up_one(thing: Sought, geocoder: Geocoder, known: Map) -> Sought:
    found = geocoder.find(thing.address, known.centre)
    proposals = (
        place_proposals(found, known.centre)
        if thing.noun == "stop"
        else home_proposals(found, known.stops, thing.home_stop_id)
    )
    return thing.model_copy(update={"known": bool(found), "proposals": proposals})


def _key(thing: Sought) -> tuple[str, str, str, str | None]:
    return thing.noun, thing.id, thing.address, thing.home_stop_id
