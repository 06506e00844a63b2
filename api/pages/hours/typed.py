"""Clock times that somebody types for work: over midnight, and on the nights when the clock changes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from api.pages.frame import Reader
from api.spoken import Calendar, Field, UnreadTime, one_instant, read_field
from api.spoken.errors import SkippedTime
from api.windows.queries import hours_people_mean
from api.words import LANGUAGES, Times, Words, words_in
from busline.days import at
from busline.errors import Fault, InvalidInput

DAY = timedelta(days=1)
WALL = ZoneInfo("UTC")  # a clock that never changes, to read what stands on one that does


class TwiceThatNight(InvalidInput):
    """A clock time that comes twice on the night on which the clock goes back."""

    code = "time-twice"

    def __init__(self, clock_time: str) -> None:
        fault = Fault("worked_to", f"{clock_time} comes twice.", "time-twice", {"clock": clock_time})
        super().__init__(f"{clock_time} comes twice that night. Say summer or winter time.", faults=[fault])


def work_clock(words: Words, times: Times, moment: datetime) -> str:
    """Return “10:05”; of a clock time that comes twice that night, also which of them: “02:30 wintertijd”."""
    local = times.local(moment)
    if not _is_twice(local.date(), local.time(), times.zone):
        return times.clock(moment)
    return f"{times.clock(moment)} {words('hours-winter-time' if local.fold else 'hours-summer-time')}"


def typed_span(
    session: Session,
    frame: Reader,
    day: date,
    typed: tuple[str, str],
    kept: tuple[datetime | None, datetime | None] = (None, None),
) -> tuple[datetime, datetime]:
    """Return the instants that `typed` (begin and end) means for work that belongs to `day`.

    An end that is not later than the begin is on the next day. What stands as it was shown means what was
    `kept`, to the second.

    Raises
    ------
    UnreadTime, UnsureTime, SkippedTime, TwiceThatNight
        If a text is no clock time, can be meant twice, or stands for none or two that night.
    """
    starts = _as_kept(frame, typed[0], kept[0]) or _begin(session, frame, day, typed[0], kept[0])
    ends = _as_kept(frame, typed[1], kept[1])
    if ends is not None and ends > starts:
        return starts, ends
    clock_time, fold = _read(session, frame, day, typed[1])
    first = frame.times.local(starts).date()
    candidates = [_Candidate(one, clock_time, fold, frame.line.zone) for one in (first, first + DAY)]
    return starts, next(one.instant() for one in candidates if one.is_after(starts))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A clock time on a day; it is refused only if it is what was meant."""

    day: date
    clock_time: time
    fold: int | None  # which of two, where that was said
    zone: ZoneInfo

    def instant(self) -> datetime:
        if self.fold is None and _is_twice(self.day, self.clock_time, self.zone):
            raise TwiceThatNight(f"{self.clock_time:%H:%M}")
        instant = at(self.day, self.clock_time.replace(fold=self.fold or 0), self.zone)
        shown = instant.astimezone(self.zone)
        if shown.time() != self.clock_time:
            raise SkippedTime(self.day, f"{self.clock_time:%H:%M}", f"{shown:%H:%M}")
        return instant

    def is_after(self, moment: datetime) -> bool:
        return max(at(self.day, self.clock_time.replace(fold=one), self.zone) for one in (0, 1)) > moment

    def distance(self, moment: datetime) -> timedelta:
        return abs(at(self.day, self.clock_time, self.zone) - moment)


def _begin(session: Session, frame: Reader, day: date, text: str, near: datetime | None) -> datetime:
    """Return the begin: on `day`, or on the day beside it that lies nearer to what was clocked."""
    clock_time, fold = _read(session, frame, day, text)
    zone = frame.line.zone
    if near is None:
        return _Candidate(day, clock_time, fold, zone).instant()
    candidates = (_Candidate(one, clock_time, fold, zone) for one in (day, day - DAY, day + DAY))
    return min(candidates, key=lambda one: one.distance(near)).instant()


def _as_kept(frame: Reader, text: str, kept: datetime | None) -> datetime | None:
    if kept is not None and text.strip() == work_clock(frame.words, frame.times, kept):
        return kept
    return None


def _read(session: Session, frame: Reader, day: date, text: str) -> tuple[time, int | None]:
    """Return the clock time that was typed, and which of two it is where that was said."""
    bare, fold = text, None
    for words in map(words_in, LANGUAGES):
        for which, key in enumerate(("hours-summer-time", "hours-winter-time")):
            if bare.strip().casefold().endswith(words(key).casefold()):
                bare, fold = bare.strip()[: -len(words(key))], which
    said = read_field(bare, Field.CLOCK, Calendar(day, horizon_days=0))
    if said.day is not None:
        raise UnreadTime(text)  # the work has its day
    mean = hours_people_mean(session, frame.line.id, day)
    on_the_wall = mean and tuple(one.astimezone(frame.line.zone).replace(tzinfo=UTC) for one in mean)
    hours = (on_the_wall[0], on_the_wall[1]) if on_the_wall else None
    return one_instant([said], bare, day, WALL, hours).time(), fold


def _is_twice(day: date, clock_time: time, zone: ZoneInfo) -> bool:
    first, second = (at(day, clock_time.replace(fold=fold), zone) for fold in (0, 1))
    return second > first


__all__ = ["TwiceThatNight", "typed_span", "work_clock"]
