"""PDOK Locatieserver: the Dutch national geocoder, free to use without a key."""

import re
from dataclasses import dataclass, field
from typing import Any

from busline.addresses.geocoder import MOST_FOUND, Found, GeocoderAway, GeocoderWrong
from busline.json_server import JsonServer, Patience
from busline.travel.points import Point

PDOK_URL = "https://api.pdok.nl/bzk/locatieserver/search/v3_1"
WHAT = "PDOK Locatieserver"
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
        server = JsonServer(self.url, WHAT, GeocoderAway, GeocoderWrong, self.patience)
        reply = server.get(
            "/free",
            {
                "q": address,
                "rows": str(MOST_FOUND),
                "fq": "type:(adres OR weg OR postcode)",
                "fl": "weergavenaam,type,centroide_ll",
            },
        )
        answer = reply.data.get("response") if isinstance(reply.data, dict) else None
        documents = answer.get("docs") if isinstance(answer, dict) else None
        if reply.status != 200 or not isinstance(documents, list):
            raise GeocoderWrong(f"{WHAT} gave no list of places (status {reply.status}). Try again later.")
        return tuple(_found(document) for document in documents)


def _found(document: Any) -> Found:
    if isinstance(document, dict):
        label, where = document.get("weergavenaam"), document.get("centroide_ll")
        match = WKT_POINT.match(where) if isinstance(where, str) else None
        if isinstance(label, str) and match:
            return Found(label, Point(lat=float(match[2]), lon=float(match[1])))
    raise GeocoderWrong(f"{WHAT} gave a place without a name or without coordinates. Try again later.")
