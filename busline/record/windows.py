"""Idle windows: the concrete rows of a day, and making them from the weekly pattern."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.days import day_span
from busline.record.engine import WriteSession
from busline.record.lenders import outages_of, vans_with_calendar
from busline.record.spans import Span, days_between, overlap, span_on, zone_of
from busline.record.tables import IdleWindow, Van, WindowPattern
from busline.record.tables.base import new_id


def windows_of_day(session: Session, line_id: str, day: date) -> list[IdleWindow]:
    """Return a day's windows by start and van, the withdrawn ones too (``withdrawn_at`` is set there)."""
    return _windows_between(session, line_id, day, day)


def driving_hours(session: Session, line_id: str, day: date) -> Span | None:
    """Return from when to when a line drives on `day`, by its first and its last window.

    Windows that were withdrawn count: it is the hours that people know. A day without any has the hours
    that the line keeps in the rest of the week; ``None`` for a line that never drives.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    """
    spans: list[Span] = [(one.starts_at, one.ends_at) for one in windows_of_day(session, line_id, day)]
    if not spans:
        zone = zone_of(session, line_id)
        patterns = session.scalars(select(WindowPattern).where(WindowPattern.line_id == line_id))
        usual = (span_on(day, pattern.starts, pattern.ends, zone) for pattern in patterns)
        spans = [span for span in usual if span is not None]
    if not spans:
        return None
    return min(starts_at for starts_at, _ in spans), max(ends_at for _, ends_at in spans)


def drives_on(session: Session, line_id: str, day: date) -> bool:
    """Tell whether any van drives on `day`: in a window that stands, or usually if none is made yet.

    A holiday whose windows were all withdrawn is a day on which none does.
    """
    windows = windows_of_day(session, line_id, day)
    if windows:
        return any(window.withdrawn_at is None for window in windows)
    usual = select(WindowPattern.id).where(
        WindowPattern.line_id == line_id, WindowPattern.weekday == day.weekday()
    )
    return session.scalar(usual.limit(1)) is not None


def make_windows(
    session: WriteSession,
    line_id: str,
    from_day: date,
    to_day: date,
    van_ids: Collection[str] | None = None,
) -> list[IdleWindow]:
    """Make the windows that the weekly patterns of active vans still lack; return only the new ones.

    Doing it again makes nothing. A pattern's window that is there already, withdrawn or moved by hand, is
    left as it is; and no window is made where the van has another that overlaps it and still stands, where
    it is out of service, or where its windows come from a calendar.

    Parameters
    ----------
    session
        The transaction in which they are made.
    line_id
        The line.
    from_day, to_day
        The first and the last service day, both included.
    van_ids
        Only those of these vans.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    InvalidInput
        If the days are too many.
    """
    zone = zone_of(session, line_id)
    there: dict[tuple[str, date], list[IdleWindow]] = {}
    for window in _windows_between(session, line_id, from_day, to_day):
        there.setdefault((window.van_id, window.service_date), []).append(window)
    made = []
    days = days_between(from_day, to_day)
    if not days:
        return []
    off = outages_of(session, line_id, day_span(days[0], zone)[0], day_span(days[-1], zone)[1])
    elsewhere = vans_with_calendar(session, line_id)
    for window in _due(session, line_id, days, zone):
        known = there.setdefault((window.van_id, window.service_date), [])
        span = window.starts_at, window.ends_at
        if van_ids is not None and window.van_id not in van_ids:
            continue
        if window.van_id in elsewhere or any(overlap(span, one) for one in off.get(window.van_id, ())):
            continue
        if not any(_stands_for(other, window) for other in known):
            known.append(window)
            made.append(window)
    session.add_all(made)
    session.flush()
    return sorted(made, key=lambda w: (w.starts_at, w.van_id))


def _windows_between(session: Session, line_id: str, from_day: date, to_day: date) -> list[IdleWindow]:
    query = (
        select(IdleWindow)
        .where(IdleWindow.line_id == line_id, IdleWindow.service_date.between(from_day, to_day))
        .order_by(IdleWindow.starts_at, IdleWindow.van_id, IdleWindow.id)
    )
    return list(session.scalars(query))


def _due(session: Session, line_id: str, days: Sequence[date], zone: ZoneInfo) -> Iterator[IdleWindow]:
    """Yield what the patterns of active vans say for `days`, as rows that no session knows yet."""
    query = (
        select(WindowPattern, Van.base_stop_id)
        .join(Van, (Van.line_id == WindowPattern.line_id) & (Van.id == WindowPattern.van_id))
        .where(WindowPattern.line_id == line_id, Van.active)
        .order_by(WindowPattern.van_id, WindowPattern.starts, WindowPattern.id)
    )
    patterns = session.execute(query).all()
    for day in days:
        for pattern, base in patterns:
            span = span_on(day, pattern.starts, pattern.ends, zone)
            if pattern.weekday == day.weekday() and span is not None:
                yield _window(pattern, base, day, span)


def _window(pattern: WindowPattern, base_stop_id: str, day: date, span: Span) -> IdleWindow:
    return IdleWindow(
        id=new_id(),
        line_id=pattern.line_id,
        van_id=pattern.van_id,
        base_stop_id=base_stop_id,
        pattern_id=pattern.id,
        service_date=day,
        starts_at=span[0],
        ends_at=span[1],
    )


def _stands_for(known: IdleWindow, due: IdleWindow) -> bool:
    if known.pattern_id == due.pattern_id:
        return True
    return known.withdrawn_at is None and overlap(
        (known.starts_at, known.ends_at), (due.starts_at, due.ends_at)
    )
