"""Nominatim: the geocoder of OpenStreetMap, by geopy; its usage policy is kept.

That is: a name of our own in every request, one request a second at most, no second request for what was
found before (`busline.addresses.shelf`), and thanks to those who drew the map.
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from geopy import geocoders
from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeopyError
from geopy.location import Location

from busline.addresses.geocoder import MOST_FOUND, Found, GeocoderAway, GeocoderWrong
from busline.addresses.pace import Pace
from busline.json_server import JsonServer, Patience
from busline.travel.points import Point

NOMINATIM_URL = "https://nominatim.openstreetmap.org"
WHAT = "Nominatim"
USER_AGENT = "busline (neighbourhood bus booking; a person confirms each address)"
GAP_S = 1.0
NEAR_DEGREES = 0.15  # about ten kilometres around


@dataclass(frozen=True)
class Nominatim:
    """The Nominatim server at `url`, asked at a `pace`; a busy one is left in peace, not tried again."""

    url: str = NOMINATIM_URL
    pace: Pace = field(default_factory=lambda: Pace(GAP_S))
    patience: Patience = field(default_factory=lambda: Patience(answer_s=10.0, tries=1))

    @property
    def name(self) -> str:
        """Nominatim."""
        return "nominatim"

    @property
    def attribution(self) -> str:
        """The map behind it."""
        return "© OpenStreetMap contributors, Open Database License"

    def find(self, address: str, near: Point | None = None) -> tuple[Found, ...]:
        """Return the places that `address` may mean, the likeliest first.

        Raises
        ------
        GeocoderAway
            If the server can't be reached, is too slow, or refuses to be asked.
        GeocoderWrong
            If it answers something else than places.
        """
        around: dict[str, Any] = {}
        if near is not None:
            low = (near.lat - NEAR_DEGREES, near.lon - NEAR_DEGREES)
            around["viewbox"] = [low, (near.lat + NEAR_DEGREES, near.lon + NEAR_DEGREES)]
        self.pace.wait()
        try:
            found = self._server().geocode(
                address, exactly_one=False, limit=MOST_FOUND, language="nl", **around
            )
        except (GeopyError, ValueError, TypeError, AttributeError) as broken:  # geopy trusts what it reads
            raise GeocoderWrong(f"{WHAT} at {self.url} gave no list of places ({broken}).") from broken
        return tuple(_found(location) for location in found or ())

    def _server(self) -> geocoders.Nominatim:
        parts = urlsplit(self.url.rstrip("/"))
        return geocoders.Nominatim(
            scheme=parts.scheme,
            domain=parts.netloc + parts.path,
            user_agent=USER_AGENT,
            adapter_factory=lambda **_: _Adapter(self.url.rstrip("/"), self.patience),
        )


class _Adapter(BaseSyncAdapter):  # type: ignore[misc]
    """Lets geopy ask as this house asks: with an end to the waiting and errors that say what to do."""

    def __init__(self, url: str, patience: Patience) -> None:
        super().__init__(proxies=None, ssl_context=None)
        self._url = url
        self._patience = patience

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        """Return the JSON at `url`."""
        server = JsonServer(self._url, WHAT, GeocoderAway, GeocoderWrong, self._patience, headers)
        reply = server.get(url.removeprefix(self._url))
        if reply.status != 200:
            raise GeocoderWrong(f"{WHAT} at {self._url} refused the question (status {reply.status}).")
        return reply.data

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        """Return nothing: this geocoder is asked for JSON only."""
        raise GeocoderWrong(f"{WHAT} is asked for JSON only.")


def _found(location: Location) -> Found:
    # geopy makes a place at 0, 0 of one without coordinates.
    if location.raw.get("lat") is None or location.raw.get("lon") is None or not location.address:
        raise GeocoderWrong(f"{WHAT} gave a place without a name or without coordinates. Try again later.")
    return Found(str(location.address), Point(location.latitude, location.longitude))
