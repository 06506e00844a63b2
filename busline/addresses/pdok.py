"""PDOK Locatieserver: the Dutch national geocoder, free to use without a key."""

import re
from dataclasses import dataclass, field
from typing import Any

from busline.addresses.door import Door, read_house_number, read_postcode
from busline.addresses.geocoder import MOST_FOUND, Found, GeocoderAway, GeocoderWrong
from busline.json_server import JsonServer, Patience
from busline.travel.points import Point

PDOK_URL = "https://api.pdok.nl/bzk/locatieserver/search/v3_1"
WHAT = "PDOK Locatieserver"
MOST_DOORS = 100  # a staircase has many additions to one number
WKT_POINT = re.compile(r"^POINT\((-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)\)$")


@dataclass(frozen=True)
class Pdok:
    """The Locatieserver at `url`, asked for addresses, streets and postcodes."""

    url: str = PDOK_URL
    patience: Patience = field(default_factory=lambda: Patience(answer_s=10.0))

    @property
    def name(self) -> str:
        """Pdok."""
        return "pdok"

    @property
    def attribution(self) -> str:
        """The register behind it."""
        return "PDOK Locatieserver, Kadaster (BAG)"

    def find(self, address: str, near: Point | None = None) -> tuple[Found, ...]:
        """Return the places that `address` may mean, the likeliest first.

        Raises
        ------
        GeocoderAway
            If the server can't be reached, is too slow, or stays busy.
        GeocoderWrong
            If it answers something else than places.
        """
        documents = self._documents(
            {
                "q": address,
                "rows": str(MOST_FOUND),
                "fq": "type:(adres OR weg OR postcode)",
                "fl": "weergavenaam,type,centroide_ll",
            }
        )
        return tuple(_found(document) for document in documents)

    def doors(self, postcode: str, number: str) -> tuple[Door, ...]:
        """Return the doors with this postcode and this house number, whatever their additions.

        Parameters
        ----------
        postcode, number
            As ``1068EL`` and ``16``, without an addition.

        Raises
        ------
        GeocoderAway, GeocoderWrong
            As `find` does.
        """
        documents = self._documents(
            {
                "q": f"{postcode} {number}",
                "rows": str(MOST_DOORS),
                "fq": f"type:adres AND postcode:{postcode} AND huisnummer:{number}",
                "fl": "weergavenaam,straatnaam,huis_nlt,postcode,woonplaatsnaam,centroide_ll",
            }
        )
        return tuple(_door(document) for document in documents)

    def _documents(self, asked: dict[str, str]) -> list[Any]:
        server = JsonServer(self.url, WHAT, GeocoderAway, GeocoderWrong, self.patience)
        reply = server.get("/free", asked)
        answer = reply.data.get("response") if isinstance(reply.data, dict) else None
        documents = answer.get("docs") if isinstance(answer, dict) else None
        if reply.status != 200 or not isinstance(documents, list):
            raise GeocoderWrong(f"{WHAT} gave no list of places (status {reply.status}). Try again later.")
        return documents


def _found(document: Any) -> Found:
    label = document.get("weergavenaam") if isinstance(document, dict) else None
    if not isinstance(label, str):
        raise _unclear()
    return Found(label, _point(document))


def _door(document: Any) -> Door:
    fields = document if isinstance(document, dict) else {}
    street, town = fields.get("straatnaam"), fields.get("woonplaatsnaam")
    if not isinstance(street, str) or not isinstance(town, str):
        raise _unclear()
    try:
        postcode = read_postcode(str(fields.get("postcode", "")))
        house_number = read_house_number(str(fields.get("huis_nlt", "")))
    except ValueError as wrong:
        raise _unclear() from wrong
    return Door(postcode, house_number, street, town, _point(fields))


def _point(fields: dict[str, Any]) -> Point:
    where = fields.get("centroide_ll")
    match = WKT_POINT.match(where) if isinstance(where, str) else None
    if match is None:
        raise _unclear()
    return Point(lat=float(match[2]), lon=float(match[1]))


def _unclear() -> GeocoderWrong:
    return GeocoderWrong(f"{WHAT} gave a place without a name or without coordinates. Try again later.")
