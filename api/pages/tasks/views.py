"""What the list of phone calls shows."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Alternative:
    """A ride to name instead, with the digit that opens the desk with it; ``link`` goes to its address."""

    key: str
    when: str
    short: str
    link: str


@dataclass(frozen=True, slots=True)
class TaskView:
    """One phone call as the list shows it: what it is about, and what to say in it, in sentences.

    Attributes
    ----------
    say
        What can be read aloud.
    hints
        What to know in the call, with the best other ride.
    over
        Why nobody has to be phoned any more; the call is closed by hand all the same.
    place
        Whether a place from the waiting list is held, to be booked in one press.
    news
        What became of the place, where none is held any more.
    tries
        The calls in vain so far, in a sentence.
    is_mine, claim
        Whether the reader makes the call; who does since when, in a sentence.
    again_at
        Until when it rests.
    """

    id: str
    kind: str
    etag: str
    name: str
    phone: str
    resident_id: str | None
    is_about_ride: bool
    sentence: str
    route: str
    hints: tuple[str, ...]
    claimed_by: str
    say: str = ""
    alternatives: tuple[Alternative, ...] = ()
    over: str = ""
    place: bool = False
    news: str = ""
    tries: str = ""
    is_mine: bool = False
    claim: str = ""
    again_at: datetime | None = None
