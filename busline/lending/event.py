"""One event of a calendar, as far as lending needs it: when, how long, how it repeats, whether it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from icalendar import Component
from icalendar.error import BrokenCalendarProperty

from busline.record.spans import Span

Moment = date | datetime


class UnreadEvent(Exception):
    """An event that can't be read; ``code`` is that of the fault that says so, ``params`` what it names."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Event:
    """An event, or one instance of it that was changed (then ``recurrence`` says which).

    Attributes
    ----------
    start
        By the clock of ``zone``; of a whole day its midnight.
    zone
        Where the time floats, and of whole days, the line's.
    length
        By the same clock; with ``exact`` in seconds that pass, whatever the clock does.
    further
        Instances beside the rule, with a length of their own where they have one.
    excluded, recurrence
        A day means the instance of that day.
    and_following
        Whether a changed instance changes all after it as well.
    """

    uid: str
    title: str
    start: datetime
    zone: tzinfo
    length: timedelta
    exact: bool = False
    rule: Mapping[str, list[Any]] | None = None
    further: tuple[tuple[Moment, timedelta | None], ...] = ()
    excluded: tuple[Moment, ...] = ()
    recurrence: Moment | None = None
    and_following: bool = False
    cancelled: bool = False
    sequence: int = 0

    def span_at(self, local: datetime, length: timedelta | None = None) -> Span:
        """Return the span of an instance that begins at `local` by the event's clock."""
        starts_at = instant_of(local, self.zone)
        if length is not None or self.exact:
            return starts_at, starts_at + (length or self.length)
        return starts_at, instant_of(local + self.length, self.zone)


def read_event(component: Component, zone: tzinfo) -> Event:
    """Return what a ``VEVENT`` says; `zone` is the line's.

    Raises
    ------
    UnreadEvent
        If it has no start, no length, or names a time zone that nobody knows.
    """
    title = _text(component, "SUMMARY")
    try:
        start = _moment(_given(component, "DTSTART"))
        recurrence = _given(component, "RECURRENCE-ID")
        own = (start.tzinfo if isinstance(start, datetime) else None) or zone
        length, exact = _length(component, start, own)
        return Event(
            uid=_text(component, "UID") or title,
            title=" · ".join(filter(None, (title, _text(component, "LOCATION")))),
            start=local_of(start, None),
            zone=own,
            length=length,
            exact=exact,
            rule=_one(_given(component, "RRULE")),
            further=tuple(_further(one) for one in _listed(component, "RDATE")),
            excluded=tuple(one for one in _listed(component, "EXDATE") if isinstance(one, date)),
            recurrence=_moment(recurrence) if recurrence is not None else None,
            and_following=recurrence is not None and recurrence.params.get("RANGE") == "THISANDFUTURE",
            cancelled=_text(component, "STATUS").upper() == "CANCELLED",
            sequence=int(_given(component, "SEQUENCE") or 0),
        )
    except (BrokenCalendarProperty, AttributeError, TypeError, ValueError) as broken:
        raise UnreadEvent("lent-bad-event") from broken


def local_of(moment: Moment, zone: tzinfo | None, clock_time: time = time(0)) -> datetime:
    """Return a moment by the clock of `zone` (by its own without one); of a day at `clock_time`."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, clock_time)
    if zone is not None and moment.tzinfo is not None:
        moment = moment.astimezone(zone)
    return moment.replace(tzinfo=None)


def instant_of(moment: datetime, zone: tzinfo) -> datetime:
    """Return the instant of a moment; one without a zone is of `zone`."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _length(component: Component, start: Moment, own: tzinfo) -> tuple[timedelta, bool]:
    whole_days = not isinstance(start, datetime)
    if _given(component, "DTEND") is not None:
        end = _moment(_given(component, "DTEND"))
        length = local_of(end, own) - local_of(start, own)
        exact = False
    elif _given(component, "DURATION") is not None:
        length, exact = _given(component, "DURATION").dt, not whole_days
    else:
        length, exact = timedelta(days=1) if whole_days else timedelta(0), False
    if length <= timedelta(0):
        raise UnreadEvent("lent-no-length")
    return length, exact


def _moment(given: Any) -> Moment:
    if given is None:
        raise ValueError("no moment")
    moment = given.dt
    if not isinstance(moment, date):
        raise TypeError("no moment")
    zone = given.params.get("TZID")
    if zone and isinstance(moment, datetime) and moment.tzinfo is None:
        raise UnreadEvent("lent-unknown-zone", zone=str(zone))
    return moment


def _listed(component: Component, name: str) -> list[Any]:
    given = _given(component, name)
    lists = given if isinstance(given, list) else [given] if given is not None else []
    return [one.dt for many in lists for one in many.dts]


def _further(one: Any) -> tuple[Moment, timedelta | None]:
    if not isinstance(one, tuple):
        return one, None
    begin, end = one
    return begin, end if isinstance(end, timedelta) else end - begin


def _one(rule: Any) -> Mapping[str, list[Any]] | None:
    # RFC 5545 lets nobody write a second rule; one that could not be read is here as its text.
    if rule is not None and not isinstance(rule, Mapping):
        raise ValueError("no rule")
    return rule


def _given(component: Component, name: str) -> Any:
    """Return a property as the library read it: it has some thirty types, which are looked at where used."""
    return component.get(name)


def _text(component: Component, name: str) -> str:
    given = _given(component, name)
    return "" if given is None else str(given).strip()[:200]
