"""The national address register as a small real HTTP server: it answers as PDOK Locatieserver does."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.local_server import Answer, Asked, LocalServer, serving

# Postcode, number with addition, street and place of the doors that exist.
DOORS = (
    ("1068EL", "16", "Osdorpplein", "POINT(4.80720 52.35960)"),
    ("1069VK", "12-H", "Botteskerksingel", "POINT(4.79860 52.35210)"),
    ("1069VK", "12-1", "Botteskerksingel", "POINT(4.79860 52.35210)"),
)


def as_pdok(asked: Asked) -> Answer:
    """Answer a question for doors by the filter in it, and by nothing else."""
    wanted = re.fullmatch(r"type:adres AND postcode:(\w{6}) AND huisnummer:(\d+)", asked.query.get("fq", ""))
    if wanted is None:
        return Answer({"error": {"code": 400, "msg": "no such filter"}}, status=400)
    docs = [
        _document(postcode, number, street, place)
        for postcode, number, street, place in DOORS
        if postcode == wanted[1] and number.partition("-")[0] == wanted[2]
    ]
    return Answer({"response": {"numFound": len(docs), "start": 0, "docs": docs}})


def _document(postcode: str, number: str, street: str, place: str) -> dict[str, Any]:
    return {
        "straatnaam": street,
        "huis_nlt": number,
        "postcode": postcode,
        "woonplaatsnaam": "Amsterdam",
        "weergavenaam": f"{street} {number}, {postcode} Amsterdam",
        "centroide_ll": place,
    }


@contextmanager
def register(answer: Callable[[Asked], Answer] = as_pdok) -> Iterator[LocalServer]:
    """Run the register until the block ends."""
    with serving(answer) as server:
        yield server
