"""A refusal by the planner as sentences that are read to the caller."""

from collections.abc import Mapping

from api.words.times import Times
from api.words.words import Words
from busline.feed.messages import LegAnswer
from busline.nouns import RefusalReason, Shortage, WhyNot

_NO_VAN_AT_ALL = frozenset({Shortage.VAN, Shortage.DRIVER, Shortage.TIME})


def refusal_sentences(
    words: Words, times: Times, answer: LegAnswer, van_names: Mapping[str, str]
) -> list[str]:
    """Return why a leg has no offer and the first time that works; nothing for a leg that has offers."""
    if answer.refusal is None:
        return []
    why_not = answer.why_not
    if why_not is None:
        return [words(f"refusal-{answer.refusal.value}")]
    said = [_when(words, times, why_not)]
    if why_not.shortage is not Shortage.NOTICE:
        said.append(_why(words, answer.refusal, why_not))
    return [*said, _first(words, times, why_not, van_names)]


def _when(words: Words, times: Times, why_not: WhyNot) -> str:
    day, begin = times.day_long(why_not.looked_from), times.clock(why_not.looked_from)
    if why_not.shortage is Shortage.NOTICE:
        return words("refusal-not-before", day=day, begin=begin)
    if why_not.looked_from == why_not.looked_to:
        return words("refusal-at", day=day, begin=begin)
    return words("refusal-between", day=day, begin=begin, end=times.clock(why_not.looked_to))


def _why(words: Words, reason: RefusalReason, why_not: WhyNot) -> str:
    if why_not.shortage in _NO_VAN_AT_ALL:
        return words(f"refusal-no-{why_not.shortage.value}")
    party = why_not.party
    counts = {"seats": party.seats, "wheelchairs": party.wheelchairs}
    if reason is RefusalReason.NO_PLACE_KIND:
        return words(f"refusal-lacks-{why_not.shortage.value}", **counts)
    return words(f"refusal-taken-{why_not.shortage.value}", **counts)


def _first(words: Words, times: Times, why_not: WhyNot, van_names: Mapping[str, str]) -> str:
    first = why_not.first
    if first is None:
        return words("refusal-none-later" if why_not.nearest else "refusal-none")
    at, van = times.clock(first.promise.pickup_from), van_names[first.van_id]
    if why_not.shortage is Shortage.NOTICE:
        return words("refusal-first", at=at, van=van)
    return words("refusal-first-after", at=at, van=van)
