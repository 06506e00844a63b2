"""What the pages of the waiting list show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class WaitView:
    """Somebody who was just put on the list: what to read aloud, and what can still be changed."""

    request_id: str
    sentences: Sequence[str]
    earlier: int
    later: int | None  # nobody who must be there by a time is brought later
    spans: Sequence[int]
    know_by: datetime
    choices: Sequence[datetime]
    kind: str = "waiting"


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One who waits, as the page lists them; times in sentences, spans in minutes."""

    request_id: str
    resident_id: str
    name: str
    phone: str
    routes: Sequence[str]
    asked: Sequence[str]
    earlier: int
    later: int
    since: datetime
    know_by: datetime
    held: str


@dataclass(frozen=True, slots=True)
class WaitingDay:
    """A day on which somebody waits, and how many do."""

    day: date
    count: int
