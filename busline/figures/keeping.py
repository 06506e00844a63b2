"""Keeping what days came to: counted once they are over, and again when something in them changes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from busline.clock import Clock
from busline.days import day_span, seconds, service_day
from busline.figures.direct import DirectTimes
from busline.figures.facts import Facts, facts_of
from busline.figures.from_history import Replayed
from busline.figures.from_record import direct_times, rows_of_days
from busline.figures.rows import DayRows
from busline.record.engine import Record, WriteSession
from busline.record.spans import zone_of
from busline.record.tables import DayChange, IdleWindow, KeptDay, Line

ONE = timedelta(days=1)
AT_ONCE = 7  # days that are counted in one transaction: others who write wait no longer than that


def facts_between(
    session: Session, line_id: str, first: date, last: date, now: datetime
) -> dict[date, Facts]:
    """Return the facts of each day from `first` to `last` on which there are any, in order.

    Days that changed since they were counted, those to come, and today, are counted now.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    """
    zone = zone_of(session, line_id)
    today = service_day(now, zone)
    anew = _changed(session, line_id, first, last)
    if first <= today <= last:
        anew.add(today)
    kept = _kept(session, line_id, first, last)
    found = {day: Facts.of_json(facts) for day, facts in kept if day not in anew}
    for begin, end in _spans(anew):
        rows_there = rows_of_days(session, line_id, begin, end)
        found |= _facts(rows_there, direct_times(session, line_id), zone, now)
    return dict(sorted(found.items()))


def count_changed_days(record: Record, clock: Clock) -> int:
    """Count the days that are over and were written since, on every line; return how many."""
    with record.read() as session:
        lines = [(line.id, ZoneInfo(line.timezone)) for line in session.scalars(select(Line))]
    counted = 0
    for line_id, zone in lines:
        now = clock.now()
        with record.read() as session:
            yesterday = service_day(now, zone) - ONE
            changed = _changed(session, line_id, date.min, yesterday)
            days = sorted(changed - _lasting(session, line_id, yesterday, now))
        for some in _batches(days):
            with record.change("figures", "counted anew") as session:
                for day in some:
                    _count_again(session, line_id, day, zone, now)
        counted += len(days)
    return counted


def rebuild(record: Record, line_id: str, clock: Clock) -> tuple[list[date], list[date]]:
    """Count every day that is over from the history alone, and keep that.

    Returns
    -------
    days, otherwise
        All days that are kept now, and those of them that were kept otherwise, or not at all, before.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    """
    now = clock.now()
    with record.read() as session:
        zone = zone_of(session, line_id)
        yesterday = service_day(now, zone) - ONE
        marks = _marks(session, line_id, yesterday)
        lasting = _lasting(session, line_id, yesterday, now)
        told = Replayed(session, line_id)
        kept_before = _kept(session, line_id, date.min, date.max)
    before = {day: facts for day, facts in kept_before if day not in lasting}
    rows = {day: there for day, there in told.days().items() if day <= yesterday and day not in lasting}
    facts = _facts(rows, told.direct_times(), zone, now)
    for some in _batches(sorted({*before, *facts})):
        with record.change("figures", "rebuilt from the history") as session:
            for day in some:
                # Those that were there when the history was read; a later one stays, and so does its count.
                session.execute(delete(DayChange).where(DayChange.seq.in_(marks.get(day, ()))))
                kept = session.get(KeptDay, (line_id, day))
                if kept is None or kept.counted_at <= now:
                    _keep(session, line_id, day, facts.get(day, Facts()), now)
    kept_now = {day: one.as_json() for day, one in facts.items()}
    otherwise = [day for day in {*before, *kept_now} if before.get(day) != kept_now.get(day)]
    return sorted(kept_now), sorted(otherwise)


def _kept(session: Session, line_id: str, first: date, last: date) -> list[tuple[date, dict[str, Any]]]:
    rows = session.execute(
        select(KeptDay.service_date, KeptDay.facts).where(
            KeptDay.line_id == line_id, KeptDay.service_date.between(first, last)
        )
    )
    return [(day, facts) for day, facts in rows]


def _marks(session: Session, line_id: str, last: date) -> dict[date, list[int]]:
    rows = session.execute(
        select(DayChange.service_date, DayChange.seq).where(
            DayChange.line_id == line_id, DayChange.service_date <= last
        )
    )
    found: dict[date, list[int]] = {}
    for day, seq in rows:
        found.setdefault(day, []).append(seq)
    return found


def _batches(days: Sequence[date]) -> Iterator[Sequence[date]]:
    yield from (days[begin : begin + AT_ONCE] for begin in range(0, len(days), AT_ONCE))


def _count_again(session: WriteSession, line_id: str, day: date, zone: ZoneInfo, now: datetime) -> None:
    # First the marks, then the rows: what commits between the two leaves a mark that stays.
    session.execute(delete(DayChange).where(DayChange.line_id == line_id, DayChange.service_date == day))
    rows = rows_of_days(session, line_id, day, day)
    facts = _facts(rows, direct_times(session, line_id), zone, now)
    _keep(session, line_id, day, facts.get(day, Facts()), now)


def _keep(session: WriteSession, line_id: str, day: date, facts: Facts, now: datetime) -> None:
    kept = session.get(KeptDay, (line_id, day))
    if facts.is_empty:
        if kept is not None:
            session.delete(kept)
        return
    if kept is None:
        kept = KeptDay(line_id=line_id, service_date=day)
        session.add(kept)
    kept.facts, kept.counted_at = facts.as_json(), now
    session.flush()


def _facts(
    rows: Mapping[date, DayRows], direct: DirectTimes, zone: ZoneInfo, now: datetime
) -> dict[date, Facts]:
    found = {}
    for day, there in rows.items():
        end = seconds(day_span(day, zone)[1])
        facts = facts_of(there, zone, direct.by_the_end_of(end), seconds(now))
        if not facts.is_empty:
            found[day] = facts
    return found


def _changed(session: Session, line_id: str, first: date, last: date) -> set[date]:
    wanted = select(DayChange.service_date).where(
        DayChange.line_id == line_id, DayChange.service_date.between(first, last)
    )
    return set(session.scalars(wanted.distinct()))


def _lasting(session: Session, line_id: str, yesterday: date, now: datetime) -> set[date]:
    """Return the days up to `yesterday` that still last: a window of theirs goes on beyond midnight."""
    wanted = select(IdleWindow.service_date).where(
        IdleWindow.line_id == line_id, IdleWindow.service_date <= yesterday, IdleWindow.ends_at > now
    )
    return set(session.scalars(wanted.distinct()))


def _spans(days: Iterable[date]) -> list[tuple[date, date]]:
    """Return `days` as spans without gaps, none longer than a month."""
    spans: list[tuple[date, date]] = []
    for day in sorted(days):
        if spans and day - spans[-1][1] == ONE and (day - spans[-1][0]).days < 31:
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return spans
