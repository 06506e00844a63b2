"""Why a ride is on its van, as sentences for whoever looks at the day."""

from collections.abc import Mapping

from babel.lists import format_list

from api.words.times import Times
from api.words.words import Words
from busline.nouns import Elsewhere, RideExplained

MOST_CHOICES = 3  # what comes after them costs more still


def explanation_sentences(
    words: Words, times: Times, ride: RideExplained, van_names: Mapping[str, str], pinned_by: str = ""
) -> list[str]:
    """Return why the ride is where it is, then what each other van would mean for it.

    What belongs together is one entry of one or two sentences. `pinned_by` is the name of whoever pinned it.
    """
    said = why_here(words, ride, van_names, pinned_by)
    return [said, *_moves(words, times, ride, van_names), *_blocked(words, times, ride, van_names)]


def why_here(words: Words, ride: RideExplained, van_names: Mapping[str, str], pinned_by: str = "") -> str:
    """Return why the ride is on its van, and how long that takes it."""
    here = van_names[ride.van_id]
    said = words(f"explain-{ride.stay.value}", van=here, who=pinned_by)
    if ride.van_s is None:
        return said
    return f"{said} {words('explain-takes', van=here, minutes=_minutes(ride.van_s))}"


def verdict(words: Words, ride: RideExplained, one: Elsewhere, van: str) -> str:
    """Return whether a ride fits on one other van: what it would cost there, or why not."""
    if one.van_more_s is not None and one.riders_more_s is not None:
        cost = _cost(words, _minutes(one.van_more_s), _minutes(one.riders_more_s), van)
        return words("move-fits", cost=cost)
    reason = words(_obstacle_key(one), vans=van, count=1, **_party(ride))
    return words("move-fits-not", reason=reason)


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
        said.append(_cost(words, van_minutes, rider_minutes, listed))
    return said


def _cost(words: Words, van_minutes: int, rider_minutes: int, van: str) -> str:
    sentence = _compared(words, "explain-move", van_minutes, van=van)
    if not rider_minutes:
        return sentence
    return f"{sentence} {_compared(words, 'explain-riders', rider_minutes)}"


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
            vans.setdefault(_obstacle_key(one), []).append(van_names[one.van_id])
    return [
        words(key, vans=format_list(names, locale=times.locale), count=len(names), **_party(ride))
        for key, names in vans.items()
    ]


def _obstacle_key(one: Elsewhere) -> str:
    kind = f"-{one.shortage.value}" if one.shortage else ""
    return f"explain-not-{one.obstacle.value if one.obstacle else ''}{kind}"


def _party(ride: RideExplained) -> dict[str, int]:
    return {"seats": ride.party.seats, "wheelchairs": ride.party.wheelchairs}


def _minutes(seconds: int) -> int:
    return round(seconds / 60)
