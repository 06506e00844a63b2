"""The planner's answer in words, for callers of the API."""

from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.lines.queries import get_line
from api.requests.schemas import LegShown, OffersShown
from api.services import Services
from api.vans.queries import van_names
from api.words import Times, Words, other_ways_sentence, refusal_sentences, words_in
from busline.feed.messages import LegAnswer, Offers
from busline.record.tables import Request, RequestLeg
from busline.record.transport import other_ways


def in_words(services: Services, caller: Caller, line_id: str, offers: Offers) -> OffersShown:
    """Return `offers` with its refusals said in the caller's language."""
    if all(leg.refusal is None for leg in offers.legs):
        legs = [LegShown(**dict(leg)) for leg in offers.legs]
        return OffersShown(**dict(offers) | {"legs": tuple(legs)})
    words = words_in(caller.language)
    with services.record.read() as session:
        times = Times(caller.language, ZoneInfo(get_line(session, line_id).timezone))
        vans = van_names(session, line_id)
        legs = [
            LegShown(
                **dict(leg),
                sentences=tuple(refusal_sentences(words, times, leg, vans)),
                other_ways=_other_ways(session, words, times, offers.request_id, leg),
            )
            for leg in offers.legs
        ]
    return OffersShown(**dict(offers) | {"legs": tuple(legs)})


def _other_ways(session: Session, words: Words, times: Times, request_id: str, leg: LegAnswer) -> str:
    asked = session.get(RequestLeg, (request_id, leg.leg))
    request = session.get(Request, request_id)
    if leg.refusal is None or asked is None or request is None:
        return ""
    ways = other_ways(session, asked.line_id, asked.from_stop_id, asked.to_stop_id, request.aid)
    return other_ways_sentence(words, times, ways)
