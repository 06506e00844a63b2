"""Hours as files with one fixed set of columns."""

import csv
import io
from pathlib import Path

from openpyxl import load_workbook

import api
from api.access.permissions import Role
from api.hours.sheet import COLUMNS
from busline.record.tables import Driver
from tests.api.house import HERE, House

SPAN = "from=2026-11-01&to=2026-11-30"
# 07:00 to 07:50 of the example duty, planned from 9:45 to 11:45: seventy minutes less.
FIGURES = {
    "month": "2026-11",
    "kind": "driving",
    "date": "2026-11-24",
    "planned_from": "2026-11-24T09:45:00+01:00",
    "planned_min": "120",
    "worked_to": "2026-11-24T07:50:00+01:00",
    "worked_min": "50",
    "difference_min": "-70",
    "worked_s": "3000",
    "state": "submitted",
}


def test_the_columns_are_fixed_and_documented() -> None:
    """Whoever changes them breaks the programs that read them: new ones go behind the last."""
    assert COLUMNS[:21] == (
        *("month", "kind", "id", "person_id", "person", "date", "van"),
        *("planned_from", "planned_to", "planned_break_min", "planned_min"),
        *("worked_from", "worked_to", "break_min", "worked_min", "difference_min", "worked_s"),
        *("state", "reason", "corrected_by", "approved_by"),
    )
    page = (Path(api.__file__).parent.parent / "deploy" / "hours.md").read_text("utf-8")
    assert [name for name in COLUMNS if f"`{name}`" not in page] == []


def test_csv_by_api_has_iso_dates_and_minutes_as_numbers(each_house: House) -> None:
    reply = each_house.as_role(Role.REVIEWER).get(f"{HERE}/hours.csv?{SPAN}")
    [row] = csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig")), delimiter=";")
    assert tuple(row) == COLUMNS
    assert {name: row[name] for name in FIGURES} == FIGURES


def test_a_workbook_explains_its_columns_and_runs_nothing(house: House) -> None:
    with house.record.change("test") as session:
        session.get_one(Driver, ("osdorp", "anna")).name = '=HYPERLINK("x")'
    client = house.as_role(Role.REVIEWER)
    for path in (f"{HERE}/hours.xlsx", "/review/hours.xlsx"):
        book = load_workbook(io.BytesIO(client.get(f"{path}?{SPAN}").content))
        hours, columns = book.worksheets
        cells = dict(zip(COLUMNS, hours[2], strict=True))
        assert (cells["person"].value, cells["person"].data_type) == ('=HYPERLINK("x")', "s")
        assert cells["worked_min"].value == 50
        assert cells["date"].value.date().isoformat() == "2026-11-24"
        assert [row[1].value for row in columns.iter_rows(min_row=2)] == list(COLUMNS)
        assert all(row[2].value for row in columns.iter_rows(min_row=2))


def test_more_than_a_year_is_refused(house: House) -> None:
    client = house.as_role(Role.REVIEWER)
    assert client.get(f"{HERE}/hours.csv?from=2020-01-01&to=2026-01-01").status_code == 422
    assert house.as_role(Role.COORDINATOR).get(f"{HERE}/hours.csv?{SPAN}").status_code == 403
