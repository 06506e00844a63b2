"""The planner's answer in words, for callers of the API."""

from zoneinfo import ZoneInfo

from api.access.caller import Caller
from api.lines.queries import get_line
from api.requests.schemas import LegShown, OffersShown
from api.services import Services
from api.vans.queries import van_names
from api.words import Times, refusal_sentences, words_in
from busline.feed.messages import Offers


def in_words(services: Services, caller: Caller, line_id: str, offers: Offers) -> OffersShown:
    """Return `offers` with its refusals said in the caller's language."""
    said: list[list[str]] = [[] for _ in offers.legs]
    if any(leg.refusal is not None for leg in offers.legs):
        with services.record.read() as session:
            zone = ZoneInfo(get_line(session, line_id).timezone)
            vans = van_names(session, line_id)
        words, times = words_in(caller.language), Times(caller.language, zone)
        said = [refusal_sentences(words, times, leg, vans) for leg in offers.legs]
    legs = [
        LegShown(**dict(leg), sentences=tuple(sentences))
        for leg, sentences in zip(offers.legs, said, strict=True)
    ]
    return OffersShown(**dict(offers) | {"legs": tuple(legs)})
