"""What the templates of standing bookings show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DayOffLine:
    """A day on which a series does not ride; ``skipped`` is the date of one that can be taken back."""

    sentence: str
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class StandingLine:
    """A series on the card; ``next_day`` is the day that is filled in where one is asked for.

    ``unplaced`` says on which days it does not fit.
    """

    id: str
    etag: str
    sentence: str
    next_sentence: str
    next_day: str
    unplaced: Sequence[str]
    days_off: Sequence[DayOffLine]
    more_days_off: int


@dataclass(frozen=True, slots=True)
class StandingForm:
    """A series as text in fields; ``shown`` marks what was read aloud, ``focus`` where the next word goes."""

    standing_id: str = ""
    etag: str = ""
    resident_id: str = ""
    from_stop: str = ""
    from_text: str = ""
    to_stop: str = ""
    to_text: str = ""
    day: str = ""
    time: str = ""
    mode: str = "arrive_by"
    back: str = ""
    every: str = "1"
    until: str = ""
    holidays: bool = False
    activity_id: str = ""
    shown: str = ""
    focus: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether there is no such series yet."""
        return not self.standing_id


@dataclass(frozen=True, slots=True)
class Preview:
    """What the form would make, to be read aloud before it counts."""

    title: str
    sentences: Sequence[str]
    kind: str = "standing_preview"


@dataclass(frozen=True, slots=True)
class Undo:
    """What takes a change back: the series, its version, and how it was before (empty: not there)."""

    standing_id: str
    etag: str
    before: str


@dataclass(frozen=True, slots=True)
class Did:
    """What was done, as sentences, the series itself first; ``undo`` for ten seconds."""

    resident_id: str
    title: str
    aloud: str
    sentences: Sequence[str]
    undo: Undo | None
    kind: str = "standing_did"
