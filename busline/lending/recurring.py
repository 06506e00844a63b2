"""The instances of a calendar's event, by RFC 5545.

A series repeats by the clock of its own zone, so that nine o'clock stays nine o'clock when summer time
begins. An instance becomes an instant only after it was found; `busline.days` says what becomes of clock
times that happen twice or never.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from dateutil.rrule import rrulestr

from busline.lending.event import Event, UnreadEvent, instant_of, local_of
from busline.record.spans import Span, overlap

# A van is lent by the day or the week; finer rules only serve to keep a reader busy.
FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
MOST_INSTANCES = 20_000


@dataclass
class Series:
    """One event with every instance of it that was changed."""

    master: Event
    changed: Mapping[datetime | date, Event] = field(default_factory=dict)
    _seen: set[datetime] = field(default_factory=set)
    _following: Event | None = None

    def spans(self, begin: datetime, end: datetime) -> Iterator[Span]:
        """Yield the spans that have anything in common with `begin` … `end`.

        Raises
        ------
        UnreadEvent
            If the rule is none that a calendar can have, or repeats too often.
        """
        for span in self._all(end):
            if overlap(span, (begin, end)):
                yield span

    def _all(self, end: datetime) -> Iterator[Span]:
        own = self.master.zone
        used = set()
        for local, length in self._instances(end, own):
            starts_at = instant_of(local, own)
            if starts_at in self._seen:
                continue
            self._seen.add(starts_at)
            key = starts_at if starts_at in self.changed else local.date()
            changed = self.changed.get(key)
            if changed is None:
                yield from self._unchanged(local, length, own)
                continue
            used.add(key)
            self._following = changed if changed.and_following else self._following
            yield from _own_span(changed)
        for key, changed in self.changed.items():
            if key not in used:  # moved here from after `end`, or all that the calendar shows of its series
                yield from _own_span(changed)

    def _unchanged(self, local: datetime, length: timedelta | None, own: tzinfo) -> Iterator[Span]:
        if self.master.cancelled or self._is_excluded(local, own):
            return
        following = self._following
        if following is None:
            yield self.master.span_at(local, length)
        elif not following.cancelled:
            assert following.recurrence is not None
            moved = following.start - local_of(following.recurrence, own, self.master.start.time())
            yield following.span_at(local + moved)

    def _is_excluded(self, local: datetime, own: tzinfo) -> bool:
        return any(
            local.date() == one if not isinstance(one, datetime) else local == local_of(one, own)
            for one in self.master.excluded
        )

    def _instances(self, end: datetime, own: tzinfo) -> Iterator[tuple[datetime, timedelta | None]]:
        """Yield the starts by the event's own clock, with a length of their own where they have one."""
        master = self.master
        if master.rule is None:
            yield master.start, None
        else:
            for local in _by_rule(master, local_of(end, own), own):
                yield local, None
        for further, length in master.further:
            yield local_of(further, own, master.start.time()), length


def _own_span(event: Event) -> Iterator[Span]:
    if not event.cancelled:
        yield event.span_at(event.start)


def _by_rule(master: Event, last: datetime, own: tzinfo) -> Iterator[datetime]:
    """Yield the starts that the rule gives up to `last`."""
    assert master.rule is not None
    parts = {name.upper(): ",".join(str(one) for one in values) for name, values in master.rule.items()}
    until = master.rule.get("UNTIL")
    if until:
        last = min(last, local_of(until[0], own, time(23, 59, 59)))
    parts.pop("UNTIL", None)
    if parts.get("FREQ", "").upper() not in FREQUENCIES:
        raise UnreadEvent("lent-bad-rule")
    if "COUNT" not in parts:  # with an end in sight a rule that never comes true is soon done
        parts["UNTIL"] = f"{last:%Y%m%dT%H%M%S}"
    try:
        rule = rrulestr(";".join(f"{name}={text}" for name, text in parts.items()), dtstart=master.start)
    except (ValueError, TypeError, KeyError) as wrong:
        raise UnreadEvent("lent-bad-rule") from wrong
    for number, local in enumerate(rule):
        if local > last:
            return
        if number == MOST_INSTANCES:
            raise UnreadEvent("lent-too-often")
        yield local
