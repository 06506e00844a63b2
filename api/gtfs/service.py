"""What a GTFS feed tells of a line, read from the record: where and when it drives, and how to book it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.lines.queries import get_line
from busline.days import service_day
from busline.nouns import StopKind
from busline.record.spans import Span, merged
from busline.record.tables import IdleWindow, Stop
from busline.rules.line_rules import LineRules


@dataclass(frozen=True, slots=True)
class ServedStop:
    """A stop that can be booked, with its place in degrees (WGS 84)."""

    id: str
    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class LineService:
    """A line as its travellers see it.

    Attributes
    ----------
    first_day, last_day
        What is told of, both included: as far ahead as rides can be booked.
    drives
        By service day, when at least one van drives; days without are left out.
    """

    line_id: str
    name: str
    phone: str
    zone: ZoneInfo
    rules: LineRules
    first_day: date
    last_day: date
    stops: tuple[ServedStop, ...]
    drives: Mapping[date, tuple[Span, ...]]


def read_service(session: Session, line_id: str, now: datetime) -> LineService:
    """Return what travellers may know of a line as of `now`.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    """
    line = get_line(session, line_id)
    rules, zone = LineRules.model_validate(line.rules), ZoneInfo(line.timezone)
    first_day = service_day(now, zone)
    last_day = first_day + timedelta(days=rules.horizon_days)
    return LineService(
        line_id=line_id,
        name=line.name,
        phone=line.phone,
        zone=zone,
        rules=rules,
        first_day=first_day,
        last_day=last_day,
        stops=_stops(session, line_id, first_day),
        drives=_drives(session, line_id, first_day, last_day, timedelta(seconds=rules.base_margin_s)),
    )


def _stops(session: Session, line_id: str, today: date) -> tuple[ServedStop, ...]:
    rows = session.scalars(
        select(Stop)
        .where(
            Stop.line_id == line_id,
            Stop.kind != StopKind.BASE,
            Stop.lat.is_not(None),
            Stop.lon.is_not(None),
            Stop.closed_on.is_(None) | (Stop.closed_on > today),
        )
        .order_by(Stop.id)
    )
    return tuple(ServedStop(row.id, row.name, row.lat or 0.0, row.lon or 0.0) for row in rows)


def _drives(
    session: Session, line_id: str, first: date, last: date, margin: timedelta
) -> dict[date, tuple[Span, ...]]:
    """Return the windows that stand as one span wherever vans overlap, less the way back to the base."""
    rows = session.scalars(
        select(IdleWindow)
        .where(
            IdleWindow.line_id == line_id,
            IdleWindow.service_date.between(first, last),
            IdleWindow.withdrawn_at.is_(None),
        )
        .order_by(IdleWindow.service_date, IdleWindow.starts_at)
    )
    by_day: dict[date, list[Span]] = {}
    for row in rows:
        if row.ends_at - margin > row.starts_at:
            by_day.setdefault(row.service_date, []).append((row.starts_at, row.ends_at - margin))
    return {day: tuple(merged(spans)) for day, spans in by_day.items()}
