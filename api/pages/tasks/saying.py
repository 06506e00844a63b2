"""What a phone call is about, in sentences: for the list on the page and the one on paper."""

from api.words import Words
from busline.nouns import TaskKind


def sentence_of(words: Words, kind: TaskKind, when: str, *, found: bool) -> str:
    """Return why to phone; `found` where rides were found for a request that had to wait."""
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
