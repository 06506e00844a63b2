"""A calendar (iCalendar, RFC 5545) whose events are the hours in which vans are lent."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component

from busline.days import day_span
from busline.errors import Fault
from busline.lending.event import Event, UnreadEvent, instant_of, read_event
from busline.lending.recurring import Series
from busline.lending.vans import VanNames
from busline.lending.wanted import Offered, WantedWindow, offered

K = TypeVar("K")
MOST_EVENTS = 20_000
# What a fault says in English; pages say it in the reader's language by its code.
SAID = {
    "lent-no-calendar": "is no calendar: a file that begins with BEGIN:VCALENDAR is expected",
    "lent-too-many-events": "has too many events",
    "lent-bad-event": "can't be read: a start and an end are expected",
    "lent-no-length": "ends when it begins, or before",
    "lent-unknown-zone": "names a time zone that nobody knows",
    "lent-bad-rule": "repeats by a rule that can't be read",
    "lent-too-often": "repeats too often",
    "lent-which-van": "does not say which van it is about; write its name into the title or the place",
    "lent-two-vans": "names more than one van",
}


def read_calendar(
    data: bytes, vans: VanNames, only_van: str | None, zone: ZoneInfo, first: date, last: date
) -> Offered:
    """Return the windows of a calendar on the days from `first` to `last`, both included.

    Parameters
    ----------
    data
        The calendar's text as it was sent.
    only_van
        The van that all events are about; without one, title or place must name one of `vans`.
    zone
        The line's: whole days and times without a zone are of it.
    """
    try:
        events = _events(data)
    except ValueError:
        return _unread("lent-no-calendar")
    if len(events) > MOST_EVENTS:
        return _unread("lent-too-many-events")
    faults: list[Fault] = []
    series = list(_series(events, zone, faults))
    begin, end = day_span(first, zone)[0], day_span(last, zone)[1]
    windows: list[WantedWindow] = []
    for one in series:
        try:
            windows += _windows(one, vans, only_van, begin, end)
        except UnreadEvent as unread:
            faults.append(_fault(one.master.title or one.master.uid, unread))
    return offered(windows, faults, zone)


def _events(data: bytes) -> list[Component]:
    text = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text[:15].upper().startswith(b"BEGIN:VCALENDAR"):
        raise ValueError("no calendar")
    calendars = Calendar.from_ical(text, multiple=True)
    if not calendars:
        raise ValueError("cut off")
    return [event for calendar in calendars for event in calendar.walk("VEVENT")]


def _series(components: Iterable[Component], zone: ZoneInfo, faults: list[Fault]) -> Iterator[Series]:
    masters: dict[str, Event] = {}
    changed: dict[str, dict[datetime | date, Event]] = {}
    for component in components:
        try:
            event = read_event(component, zone)
        except UnreadEvent as unread:
            faults.append(_fault(str(component.get("SUMMARY", "")), unread))
            continue
        if event.recurrence is None:
            _keep_newest(masters, event.uid, event)
        else:
            _keep_newest(changed.setdefault(event.uid, {}), _key(event), event)
    for uid, master in masters.items():
        yield Series(master, changed.pop(uid, {}))
    for alone in changed.values():
        for event in alone.values():  # of a series that the calendar does not show
            yield Series(event)


def _key(event: Event) -> datetime | date:
    """Return which instance an event changes: by its instant, or by its day where only that is said."""
    if not isinstance(event.recurrence, datetime):
        assert event.recurrence is not None
        return event.recurrence
    return instant_of(event.recurrence, event.zone)


def _keep_newest(kept: dict[K, Event], key: K, event: Event) -> None:
    if key not in kept or event.sequence >= kept[key].sequence:
        kept[key] = event


def _windows(
    series: Series, vans: VanNames, only_van: str | None, begin: datetime, end: datetime
) -> Iterator[WantedWindow]:
    spans = list(series.spans(begin, end))
    if not spans:
        return
    master = series.master
    named = {only_van} if only_van else vans.named_in(master.title)
    if len(named) != 1:
        raise UnreadEvent("lent-two-vans" if named else "lent-which-van")
    for starts_at, ends_at in spans:
        yield WantedWindow(named.copy().pop() or "", starts_at, ends_at, master.title or master.uid)


def _fault(title: str, unread: UnreadEvent) -> Fault:
    where = title.strip()[:200] or "–"
    return Fault(where, SAID[unread.code], unread.code, {"where": where} | unread.params)


def _unread(code: str) -> Offered:
    return Offered(faults=(_fault("", UnreadEvent(code)),))
