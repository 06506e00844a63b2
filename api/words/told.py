"""What a resident is told about a ride, as one sentence in their own language."""

from dataclasses import dataclass
from datetime import datetime

from api.words.times import Times
from api.words.words import Words
from busline.nouns import MessageKind


@dataclass(frozen=True, slots=True)
class RideTold:
    """All that leaves the house about a ride: when, and where to wait. Not who rides, nor where to.

    ``expected_at`` is when the van comes, where that is what is told.
    """

    line: str
    phone: str
    pickup_from: datetime
    pickup_to: datetime
    stop: str
    expected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A message in words; only e-mail has use for the subject."""

    subject: str
    text: str
    language: str


def message_in_words(words: Words, times: Times, kind: MessageKind, ride: RideTold) -> Said:
    """Return a message of `kind` about `ride`, with the number to call where the line has one."""
    facts = {
        "line": ride.line,
        "day": times.day_long(ride.pickup_from),
        "from": times.clock(ride.pickup_from),
        "to": times.clock(ride.pickup_to),
        "at": times.clock(ride.expected_at or ride.pickup_from),
        "stop": ride.stop,
    }
    text = words(f"message-{kind.value}", **facts)
    if ride.phone and words.knows(f"message-phone-{kind.value}"):
        text = f"{text} {words(f'message-phone-{kind.value}', phone=times.phone(ride.phone))}"
    return Said(words(f"message-subject-{kind.value}", **facts), text, words.language)
