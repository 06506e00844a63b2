"""Every file that leaves is in the history: who took it, what it tells of, which days, and of whom."""

import pytest
from sqlalchemy import select

from api.access.permissions import Role
from busline.record.tables import HistoryEntry
from tests.api.house import HERE, LINE, House

NOVEMBER = "from=2026-11-01&to=2026-11-30"
FILES = {
    "the API's hours, CSV": (f"{HERE}/hours.csv?{NOVEMBER}", Role.REVIEWER, "hours_report"),
    "the API's hours, workbook": (f"{HERE}/hours.xlsx?{NOVEMBER}", Role.REVIEWER, "hours_report"),
    "hours, CSV": (f"/review/hours.csv?{NOVEMBER}", Role.REVIEWER, "hours_report"),
    "hours, workbook": (f"/review/hours.xlsx?{NOVEMBER}", Role.REVIEWER, "hours_report"),
    "counts of days": ("/review/riders.csv?from=2026-11-01&to=2026-11-30", Role.REVIEWER, "ridership"),
    "a lender's month, CSV": ("/lend/report.csv?month=2026-11", Role.LENDER, "lender_report"),
    "a lender's month, PDF": ("/lend/report.pdf?month=2026-11", Role.LENDER, "lender_report"),
}


def exported(house: House) -> list[tuple[str, str, str]]:
    with house.record.read() as session:
        rows = session.scalars(select(HistoryEntry).where(HistoryEntry.what == "exported")).all()
        return [(row.noun, row.noun_id, row.who.partition("-")[0]) for row in rows]


@pytest.mark.parametrize(("path", "role", "noun"), FILES.values(), ids=FILES)
def test_a_file_that_leaves_is_recorded(house: House, path: str, role: Role, noun: str) -> None:
    reader = house.as_role(role)
    assert exported(house) == []
    assert reader.get(path).status_code == 200
    assert exported(house) == [(noun, f"{LINE}/2026-11-01/2026-11-30", role.value)]


def test_a_statement_says_whose_it_is(house: House) -> None:
    reader = house.as_role(Role.REVIEWER)
    path = "/review/hours/statement.pdf?person=anna&kind=driving&month=2026-11"
    assert reader.get(path).status_code == 200
    assert exported(house) == [("hours_statement", f"{LINE}/2026-11-01/2026-11-30/anna", "reviewer")]
    assert reader.get(path.replace("anna", "nobody")).status_code == 404
    assert len(exported(house)) == 1
