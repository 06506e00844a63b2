"""The other rides that were worked out for a phone call, each with a key."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from api.pages.tasks.views import Alternative
from api.pages.teller import Teller
from busline.nouns import LegName

MOST = 6


def alternatives_of(teller: Teller, about: Mapping[str, Any], day: date) -> tuple[Alternative, ...]:
    """Return the rides to name on the phone: worked out for the task, offered, or else the nearest.

    On the `day` that the task is about their short form is the clock times alone.
    """
    found = list(_rides(about))[:MOST]
    several = len({leg for leg, _ in found}) > 1
    return tuple(
        _alternative(teller, str(place), leg, ride, day, with_leg=several)
        for place, (leg, ride) in enumerate(found, start=1)
    )


def _rides(about: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, str]]]:
    for ride in about.get("alternatives") or []:
        yield LegName.OUT, ride
    legs = about.get("legs") or []
    for leg in legs:
        for offer in leg.get("offers") or []:
            yield leg.get("leg", LegName.OUT), offer["promise"]
    for leg in legs:
        for near in (leg.get("why_not") or {}).get("nearest") or []:
            yield leg.get("leg", LegName.OUT), near["promise"]


def _alternative(
    teller: Teller, key: str, leg: str, ride: Mapping[str, str], day: date, *, with_leg: bool
) -> Alternative:
    begins, ends = (datetime.fromisoformat(ride[name]) for name in ("pickup_from", "pickup_to"))
    when = teller.times.day_span(begins, ends)
    is_then = teller.times.local(begins).date() == day
    short = teller.times.span(begins, ends) if is_then else when
    field = "back_at" if leg == LegName.BACK else "at"
    return Alternative(
        key=key,
        when=when,
        short=teller.words(f"task-way-{leg}", when=short) if with_leg else short,
        link=urlencode({field: teller.times.clock(begins)}),
    )
