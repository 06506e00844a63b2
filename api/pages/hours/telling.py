"""Why hours differ from plan, as sentences."""

from collections.abc import Iterable, Mapping

from api.pages.hours.typed import work_clock
from api.words import Times, Words
from busline.hours.explaining import Reason, ReasonKind
from busline.hours.reading import Worked

MINUTE = 60
# Of these, what is left of a minute is no news.
COUNTED = frozenset(
    {
        ReasonKind.STARTED_LATE,
        ReasonKind.STARTED_EARLY,
        ReasonKind.ENDED_LATE,
        ReasonKind.ENDED_EARLY,
        ReasonKind.BREAK_SHORTER,
        ReasonKind.BREAK_LONGER,
    }
)


def sentences(words: Words, times: Times, row: Worked, stops: Mapping[str, str]) -> list[str]:
    """Return why `row` differs from plan, in the order of the day; `stops` are names by id."""
    return [_sentence(words, times, one, stops) for one in _notable(row.reasons)]


def _notable(reasons: Iterable[Reason]) -> list[Reason]:
    return [one for one in reasons if one.kind not in COUNTED or abs(one.seconds) >= MINUTE]


def _sentence(words: Words, times: Times, reason: Reason, stops: Mapping[str, str]) -> str:
    clock = {
        name: work_clock(words, times, moment)
        for name, moment in (("at", reason.at), ("planned", reason.planned))
        if moment is not None
    }
    minutes = round(abs(reason.seconds or reason.length_s) / MINUTE)
    match reason.kind:
        case ReasonKind.BREAK_SHORTER | ReasonKind.BREAK_LONGER:
            worked, planned = (round(one / MINUTE) for one in (reason.length_s, reason.planned_s))
            return words(
                f"hours-because-{reason.kind.value}", minutes=minutes, worked=worked, planned=planned
            )
        case ReasonKind.DELAY_AT_STOP | ReasonKind.DELAY_ON_THE_WAY:
            stop = stops.get(reason.stop, reason.stop)
            return words(f"hours-because-{reason.kind.value}", minutes=minutes, stop=stop, **clock)
        case ReasonKind.NOT_CLOCKED_OUT | ReasonKind.BREAK_NOT_ENDED | ReasonKind.CLOCKED_OTHERWISE:
            return words(f"hours-because-{reason.kind.value}", **clock)
        case _:
            return words(f"hours-because-{reason.kind.value}", minutes=minutes, **clock)
