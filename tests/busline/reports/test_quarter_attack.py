"""The report as it leaves, attacked as a whole: whoever has all of its figures recovers no hidden one."""

import pytest

from busline.clock import VirtualClock
from busline.nouns import Quarter
from busline.record.engine import Record
from busline.reports.quarter_report import QuarterReport, Table
from busline.reports.releasing import read_report
from tests.busline.reports.quarter_rides import add_quarter
from tests.busline.reports.suppression.attack import MOST, Attack, Published, unknown_of
from tests.fixtures.line import OSDORP

SUMMER = Quarter(2026, 3)


def _published(report: QuarterReport, before: QuarterReport) -> dict[str, Published]:
    """Return the tables of a report for a reader who kept the one before; what is withheld tells nothing."""
    told = {name: _table(getattr(report, name)) for name in ("outcomes", "refusals", "times", "flows")}
    told["activities"] = _table(report.activities)
    told["punctual"] = {
        ("part", "on_time"): report.on_time,
        ("part", "late"): report.late,
        ("total",): report.rides,
    }
    told["reach"] = {("part", one.stop.id): one.riders for one in report.reach}
    told["reach"]["total",] = report.riders
    told["riders"] = _table(report.riders_by_kind) | {
        ("part", "lapsed"): report.lapsed,
        ("before",): before.riders,
    }
    return {name: table for name, table in told.items() if set(table.values()) - {None}}


def _table(table: Table) -> dict[tuple[str, ...], int | None]:
    if table.withheld:
        return {}
    kind = "row" if table.columns else "part"
    found: dict[tuple[str, ...], int | None] = {("total",): table.total}
    found |= {(kind, row.id): value for row, value in zip(table.rows, table.row_sums, strict=True)}
    found |= {
        ("column", column.id): value for column, value in zip(table.columns, table.column_sums, strict=True)
    }
    for row, values in zip(table.rows, table.cells, strict=True):
        found |= {
            ("cell", row.id, column.id): value for column, value in zip(table.columns, values, strict=True)
        }
    return found


@pytest.mark.parametrize("count", [40, 300, 1500, 4000])
def test_no_hidden_figure_of_a_report_is_recovered(osdorp: Record, clock: VirtualClock, count: int) -> None:
    with osdorp.change("test") as session:
        add_quarter(session, OSDORP, SUMMER.before.first, count // 2, seed=2)
        add_quarter(session, OSDORP, SUMMER.first, count, seed=count)
    with osdorp.read() as session:
        before, report = (read_report(session, OSDORP, one, clock.now()) for one in (SUMMER.before, SUMMER))
    tables = _published(report, before)
    hidden = {
        unknown_of(name, key)
        for name, table in tables.items()
        for key, value in table.items()
        if value is None
    }
    assert len(hidden) > 20
    assert Attack(tables, dict.fromkeys(hidden, (1, MOST))).recovered() == set()
