"""What else there is for a trip, in one sentence that is read to the caller."""

from collections.abc import Sequence

from api.words.times import Times
from api.words.words import Words
from busline.record.transport import OtherWay


def other_ways_sentence(words: Words, times: Times, ways: Sequence[OtherWay]) -> str:
    """Return what else the caller can do; nothing where the line's list has nothing for them."""
    said = [_way(words, times, way) for way in ways]
    if not said:
        return ""
    joined = said[-1]
    for way in reversed(said[:-1]):
        joined = words("other-way-or", first=way, second=joined)
    return words("other-ways", ways=joined)


def _way(words: Words, times: Times, way: OtherWay) -> str:
    if way.phone:
        return words(f"other-way-{way.kind.value}", name=way.name, phone=times.phone(way.phone))
    return words(f"other-way-{way.kind.value}", start=way.name, end=way.to_name)
