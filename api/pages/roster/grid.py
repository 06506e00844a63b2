"""A roster as tables: hours by week and fair shares of each driver, and one week day by day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from api.rosters.schemas import RosterLine, RosterShare
from busline.days import service_day
from busline.rules.long_working_time import week_of

DAYS_OF_WEEK = 7


@dataclass
class Row:
    """What one driver drives; the row without a driver is what nobody does. Hours are in seconds."""

    driver_id: str | None
    name: str
    weeks: dict[date, int] = field(default_factory=dict)
    days: dict[date, list[RosterLine]] = field(default_factory=dict)
    share: RosterShare | None = None

    @property
    def total_s(self) -> int:
        """Seconds on duty in the whole roster."""
        return sum(self.weeks.values())

    def add(self, line: RosterLine, day: date) -> None:
        """Count a duty of a local `day`."""
        monday = week_of(day)
        self.weeks[monday] = self.weeks.get(monday, 0) + length_s(line)
        self.days.setdefault(day, []).append(line)


@dataclass(frozen=True)
class Grid:
    """A roster with a row a driver, by name; ``days`` are those of the week that is looked at."""

    mondays: Sequence[date]
    monday: date
    rows: Sequence[Row]
    nobody: Row

    @property
    def days(self) -> list[date]:
        """The days of the week that is looked at."""
        return [self.monday + timedelta(days=n) for n in range(DAYS_OF_WEEK)]

    @property
    def total_s(self) -> int:
        """Seconds on duty of all drivers."""
        return sum(row.total_s for row in self.rows)

    @property
    def driven(self) -> int:
        """How many duties have a driver."""
        return sum(len(lines) for row in self.rows for lines in row.days.values())

    @property
    def open(self) -> list[RosterLine]:
        """The duties without a driver, by time."""
        return [line for day in sorted(self.nobody.days) for line in self.nobody.days[day]]


def make_grid(
    lines: Iterable[RosterLine],
    shares: Iterable[RosterShare],
    names: Mapping[str, str],
    span: tuple[date, date],
    wanted: date | None,
    zone: ZoneInfo,
) -> Grid:
    """Return a roster of a `span` of days as tables.

    Every driver who has a name or a share has a row. The week is that of the day `wanted`, else the first.
    """
    mondays = weeks_between(*span)
    by_driver = {share.driver: share for share in shares}
    rows = {who: Row(who, names.get(who, who), share=by_driver.get(who)) for who in {*names, *by_driver}}
    nobody = Row(None, "")
    for line in lines:
        row = nobody
        if line.driver_id is not None:
            row = rows.setdefault(line.driver_id, Row(line.driver_id, line.driver_id))
        row.add(line, service_day(line.starts_at, zone))
    monday = week_of(wanted) if wanted and week_of(wanted) in mondays else mondays[0]
    return Grid(mondays, monday, sorted(rows.values(), key=lambda row: row.name), nobody)


def weeks_between(first: date, last: date) -> list[date]:
    """Return the Mondays of the weeks that a span of days touches."""
    count = (week_of(last) - week_of(first)).days // DAYS_OF_WEEK + 1
    return [week_of(first) + timedelta(weeks=n) for n in range(count)]


def length_s(line: RosterLine) -> int:
    """Return how long a duty lasts, in seconds."""
    return int((line.ends_at - line.starts_at).total_seconds())
