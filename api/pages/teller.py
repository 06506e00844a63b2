"""What it takes to say something of a line's record, whether a reader asks for it or a command."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from api.pages.frame import LineHere, line_here
from api.words import Times, Words, words_in
from busline.days import service_day
from busline.record.tables import Line


class Teller(Protocol):
    """Tells of `line` at the moment `now`, in the language of its `words` and on the clock of its `times`."""

    @property
    def words(self) -> Words:
        """The sentences."""
        ...

    @property
    def times(self) -> Times:
        """Days and clock times as people say them."""
        ...

    @property
    def now(self) -> datetime:
        """When it is told."""
        ...

    @property
    def today(self) -> date:
        """The service day that it is then."""
        ...

    @property
    def line(self) -> LineHere:
        """The line that it is about."""
        ...


@dataclass(frozen=True, slots=True)
class Scribe:
    """A teller without a reader: what a command writes."""

    words: Words
    times: Times
    now: datetime
    line: LineHere

    @property
    def today(self) -> date:
        """The service day that it is now."""
        return service_day(self.now, self.times.zone)


def scribe_of(line: Line, language: str, now: datetime) -> Scribe:
    """Return who writes of `line` in `language`."""
    here = line_here(line)
    return Scribe(words_in(language), Times(language, here.zone), now, here)
