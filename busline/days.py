"""Service days and clock times: local to the line, stored as instants in UTC.

A clock time that happens twice (the autumn night) means the first; one that never happens (the spring
night) means the instant as many minutes after the gap's beginning, as PEP 495 defines for ``fold=0``.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def service_day(instant: datetime, zone: ZoneInfo) -> date:
    """Return the local calendar day of an aware `instant`."""
    return instant.astimezone(zone).date()


def at(day: date, clock_time: time, zone: ZoneInfo) -> datetime:
    """Return the UTC instant of a local `clock_time` on `day`."""
    return datetime.combine(day, clock_time, tzinfo=zone).astimezone(UTC)


def day_span(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the UTC instants at which `day` begins and the next begins (23, 24 or 25 hours apart)."""
    return at(day, time(0), zone), at(day + timedelta(days=1), time(0), zone)


def seconds(instant: datetime) -> int:
    """Return whole seconds since the epoch, the planner's unit of time."""
    return int(instant.timestamp())


def instant(epoch_s: int) -> datetime:
    """Return the UTC instant of whole seconds since the epoch."""
    return datetime.fromtimestamp(epoch_s, UTC)


def iso_z(moment: datetime) -> str:
    """Return an instant as ``2026-11-24T09:05:00Z``, the form of every export."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
