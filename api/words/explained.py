"""Why a ride is on its van, as sentences for whoever looks at the day."""

from collections.abc import Mapping

from babel.lists import format_list

from api.words.times import Times
from api.words.words import Words
from busline.nouns import RideExplained

MOST_CHOICES = 3  # what comes after them costs more still


def explanation_sentences(
    words: Words, times: Times, ride: RideExplained, van_names: Mapping[str, str]
) -> list[str]:
    """Return why the ride is where it is, then what each other van would mean for it.

    What belongs together is one entry of one or two sentences.
    """
    here = van_names[ride.van_id]
    said = words(f"explain-{ride.stay.value}", van=here)
    if ride.van_s is not None:
        said = f"{said} {words('explain-takes', van=here, minutes=_minutes(ride.van_s))}"
    return [said, *_moves(words, times, ride, van_names), *_blocked(words, times, ride, van_names)]


def _moves(words: Words, times: Times, ride: RideExplained, van_names: Mapping[str, str]) -> list[str]:
    """Return what moving would cost; vans where it costs the same share their sentences."""
    vans: dict[tuple[int, int], list[str]] = {}
    for one in ride.elsewhere:
        if one.van_more_s is not None and one.riders_more_s is not None:
            cost = _minutes(one.van_more_s), _minutes(one.riders_more_s)
            vans.setdefault(cost, []).append(van_names[one.van_id])
    said = []
    for (van_minutes, rider_minutes), names in list(vans.items())[:MOST_CHOICES]:
        listed = format_list(names, style="or", locale=times.locale)
        sentence = _compared(words, "explain-move", van_minutes, van=listed)
        if rider_minutes:
            sentence = f"{sentence} {_compared(words, 'explain-riders', rider_minutes)}"
        said.append(sentence)
    return said


def _compared(words: Words, key: str, minutes: int, **params: str) -> str:
    """Return one of a key's sentences: for more, for less, and for no difference that anybody notices."""
    if minutes == 0:
        return words(f"{key}-same", **params)
    return words(f"{key}-{'more' if minutes > 0 else 'less'}", minutes=abs(minutes), **params)


def _blocked(words: Words, times: Times, ride: RideExplained, van_names: Mapping[str, str]) -> list[str]:
    """Return a sentence for each obstacle, with all the vans that it keeps from taking the ride."""
    vans: dict[str, list[str]] = {}
    for one in ride.elsewhere:
        if one.obstacle is not None:
            kind = f"-{one.shortage.value}" if one.shortage else ""
            vans.setdefault(f"explain-not-{one.obstacle.value}{kind}", []).append(van_names[one.van_id])
    party = {"seats": ride.party.seats, "wheelchairs": ride.party.wheelchairs}
    return [
        words(key, vans=format_list(names, locale=times.locale), count=len(names), **party)
        for key, names in vans.items()
    ]


def _minutes(seconds: int) -> int:
    return round(seconds / 60)
