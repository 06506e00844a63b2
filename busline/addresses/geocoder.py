"""The one interface through which addresses become places on the map."""

from dataclasses import dataclass
from typing import Protocol

from busline.errors import Away, BuslineError
from busline.travel.points import Point

MOST_FOUND = 5  # more than a person reads


class GeocoderAway(Away):
    """The geocoder can't be reached, is too slow, or has had enough of us."""

    code = "geocoder-away"


class GeocoderWrong(BuslineError):
    """The geocoder answered, but not with places."""

    code = "geocoder-wrong"


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a geocoder knows by an address: how it calls it, and where it is."""

    label: str
    point: Point


class Geocoder(Protocol):
    """Knows where addresses are."""

    @property
    def name(self) -> str:
        """What is kept with the places it finds."""
        ...

    @property
    def attribution(self) -> str:
        """Whom to thank for them, where its terms ask for that."""
        ...

    def find(self, address: str, near: Point | None) -> tuple[Found, ...]:
        """Return the places that `address` may mean, the likeliest first; those around `near` are likelier.

        Raises
        ------
        GeocoderAway
            If it can't be reached.
        GeocoderWrong
            If it answers something else than places.
        """
        ...
