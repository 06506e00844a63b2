"""What a phone call is about, in sentences: for the list on the page and the one on paper."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from api.pages.teller import Teller
from api.words import Words
from busline.nouns import TaskKind, WaitingState
from busline.record.tables import WaitingEntry

# Sentences to read aloud there are for these; of the others the coordinator knows best what to say.
_SAID = frozenset({TaskKind.PROMISE_BROKEN, TaskKind.PROMISE_AT_RISK})


def sentence_of(words: Words, kind: TaskKind, when: str, *, found: bool, is_driver: bool = False) -> str:
    """Return why to phone; `found` where rides were found for a request that had to wait.

    `is_driver` where it is a driver who was not reached.
    """
    if is_driver:
        return words(f"task-{kind.value}-driver", when=when)
    unmet = kind is TaskKind.ANSWER_READY and not found
    return words("task-answer-none", when=when) if unmet else words(f"task-{kind.value}", when=when)


def hints_of(
    words: Words, kind: TaskKind, expected: str, alternative: str, *, found: bool
) -> tuple[str, ...]:
    """Return what to say in the call: when the van is `expected` now, and the best other ride there is."""
    hints = [words("task-expected", times=expected)] if expected else []
    if alternative:
        hints.append(words("task-offer" if found else "task-alternative", times=alternative))
    elif kind is TaskKind.PROMISE_BROKEN:
        hints.append(words("task-no-alternative"))
    return tuple(hints)


def aloud(words: Words, kind: TaskKind, when: str, expected: str, others: Sequence[str]) -> str:
    """Return what can be read to the caller about a promise; nothing for other kinds of calls."""
    if kind not in _SAID:
        return ""
    if kind is TaskKind.PROMISE_AT_RISK and expected:
        said = words("task-say-later", when=when, expected=expected)
    else:
        said = words(f"task-say-{kind.value}", when=when)
    return f"{said} {words('task-say-other', times=others[0])}" if others else said


def place_aloud(teller: Teller, entry: WaitingEntry | None) -> str:
    """Return what can be read to somebody for whom a place is held; nothing where none is."""
    if entry is None or entry.state is not WaitingState.OFFERED or entry.held_until is None:
        return ""
    rides = [_span(teller, offer["promise"]) for offer in entry.offers]
    until = teller.times.recently(entry.held_until, teller.now)
    if len(rides) > 1:
        return teller.words("task-say-places", out=rides[0], back=rides[1], until=until)
    return teller.words("task-say-place", when=rides[0], until=until)


def place_news(teller: Teller, entry: WaitingEntry | None, about: Mapping[str, Any]) -> str:
    """Return what became of a place that was held; nothing while it is."""
    if entry is None or entry.state is WaitingState.OFFERED:
        return ""
    if about.get("over"):
        return teller.words("task-place-none")
    if about.get("lost"):
        return teller.words("task-place-lost")
    if about.get("expired"):
        until = teller.times.recently(datetime.fromisoformat(about["expired"]), teller.now)
        return teller.words("task-place-expired", until=until)
    return ""


def _span(teller: Teller, promise: Mapping[str, str]) -> str:
    begins, ends = (datetime.fromisoformat(promise[name]) for name in ("pickup_from", "pickup_to"))
    return teller.times.day_span(begins, ends)
