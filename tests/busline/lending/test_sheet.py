"""Sheets as offices make them: right, or a clear fault by row."""

import io
import time as stopwatch
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from busline.lending.sheet import read_window_sheet
from busline.lending.vans import VanNames
from busline.lending.wanted import Offered
from busline.record.tables import Van

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
VANS = VanNames.of(
    Van(line_id="osdorp", id=f"van-{n}", name=f"Busje {n}", plate=f"VB-00{n}-X") for n in (1, 2)
)


def read(text: str | bytes, van: str | None = None) -> Offered:
    data = text if isinstance(text, bytes) else text.encode()
    return read_window_sheet(data, VANS, van, AMSTERDAM)


def local(offered: Offered) -> list[str]:
    assert offered.faults == ()
    return [
        f"{w.van_id} {w.starts_at.astimezone(AMSTERDAM):%d-%m %H:%M}–{w.ends_at.astimezone(AMSTERDAM):%H:%M}"
        for w in offered.windows
    ]


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "busje;datum;van;tot\nBusje 1;24-11-2026;9:45;11.45\n",
        "van,date,from,to\nvan-1,2026-11-24,09:45,11:45\n",
        "Van,Day,Start,End\nvb001x,24/11/2026,0945,1145\n",
        '\ufeff"Kenteken"\t"Datum"\t"Begin"\t"Einde"\r\n"VB-001-X"\t"24-11-2026"\t"9:45"\t"11:45"\r\n',
        "sep=;\nopmerking;tot;vanaf;datum;voertuig\n;11:45;09:45;24-11-2026;busje 1\n\n;;;;\nlet op!;;;;\n",
        "busje;datum;van;tot\rBusje 1;24-11-2026;9:45;11:45\r",
    ],
)
def test_a_window_is_read_however_it_is_written(text: str) -> None:
    for data in (text.encode(), text.lstrip("\ufeff").encode("utf-16"), text.encode("utf-8-sig")):
        assert local(read(data)) == ["van-1 24-11 09:45–11:45"]


def test_a_workbook_has_days_and_times_of_its_own_types() -> None:
    header = ("Busje", "Datum", "Van", "Tot", "Opmerking")
    assert local(
        read(
            workbook(
                header,
                ("Busje 1", date(2026, 11, 24), time(9, 45), time(11, 45), None),
                (None, None, None, None, None),
                ("Busje 1", datetime(2026, 11, 25), 0.40625, timedelta(hours=24), "hele dag"),  # noqa: DTZ001 - as in the file
                ("Busje 2", "24-11-2026", "9:45", datetime(1899, 12, 30, 11, 45), None),  # noqa: DTZ001 - as in the file
            )
        )
    ) == ["van-1 24-11 09:45–11:45", "van-1 25-11 09:45–00:00", "van-2 24-11 09:45–11:45"]


def test_every_wrong_row_is_named_with_what_is_wrong() -> None:
    faults = read(
        "busje;datum;van;tot\n"
        "Busje 9;24-11-2026;9:45;11:45\n"
        "Busje 1;31-02-2026;9:45;11:45\n"
        "Busje 1;24-11-2026;later;11:45\n"
        "\n"
        "Busje 1;24-11-2026;9:45;\n"
        "Busje 1;24-11-2026;11:45;9:45\n"
        "Busje 2;25-11-2026;9:45;11:45\n"
        "Busje 2;25-11-2026;11:00;12:00\n"
    ).faults
    assert [(fault.code, fault.params["where"]) for fault in faults] == [
        ("lent-unknown-van", "2"),
        ("lent-no-day", "3"),
        ("lent-no-start", "4"),
        ("lent-no-end", "6"),
        ("lent-end-first", "7"),
        ("lent-rows-overlap", "9"),
    ]
    assert faults[-1].params["other"] == "8"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "lent-empty"),
        (b"\n;;\n", "lent-empty"),
        (b"<!doctype html>\n<table>", "lent-no-sheet"),
        (b"\x00\x01\x02\x03", "lent-no-sheet"),
        (b"PK\x03\x04 broken", "lent-no-sheet"),
        (b"busje;datum;van\nBusje 1;24-11-2026;9:45\n", "lent-missing-column"),
        (b'busje;datum;van;tot\n"Busje 1;24-11-2026;9:45;11:45\n', "lent-no-sheet"),
    ],
)
def test_what_is_no_sheet_of_windows_says_so(data: bytes, code: str) -> None:
    assert [fault.code for fault in read(data).faults] == [code]


def test_a_sheet_of_one_van_needs_no_column_for_it() -> None:
    text = "datum;van;tot\n24-11-2026;9:45;11:45\n"
    assert [fault.code for fault in read(text).faults] == ["lent-missing-column"]
    assert local(read(text.replace("van", "vanaf"), "van-2")) == ["van-2 24-11 09:45–11:45"]


def test_the_hours_of_the_spring_night_that_never_are_do_not_last() -> None:
    (fault,) = read("busje;datum;van;tot\nBusje 1;29-03-2026;02:15;03:15\n").faults
    assert fault.code == "lent-end-first"


def test_fifty_thousand_rows_are_read_in_both_forms() -> None:
    first = datetime(2026, 1, 1, 9, 0)  # noqa: DTZ001 - a clock on the wall
    rows = [(f"Busje {1 + n % 2}", first + timedelta(hours=n // 2 * 2)) for n in range(50_000)]
    lines = [f"{van};{at:%d-%m-%Y};{at:%H:%M};{at + timedelta(hours=1):%H:%M}" for van, at in rows]
    begun = stopwatch.process_time()
    csv_read = read("\n".join(["busje;datum;van;tot", *lines, ""]))
    cells = [(van, at.date(), at.time(), (at + timedelta(hours=1)).time()) for van, at in rows]
    xlsx_read = read(workbook(("busje", "datum", "van", "tot"), *cells))
    assert stopwatch.process_time() - begun < 60
    assert csv_read.faults == xlsx_read.faults == ()
    assert len(csv_read.windows) == 50_000
    assert csv_read.windows == xlsx_read.windows


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Busje 1", "van-2"]),
            st.dates(date(2026, 4, 1), date(2026, 10, 1)),
            st.integers(0, 22 * 60),
            st.integers(1, 119),
        ),
        max_size=20,
        unique_by=lambda row: row[:2],
    ),
    st.sampled_from([";", ",", "\t"]),
)
def test_what_is_written_is_what_is_read(rows: list[tuple[str, date, int, int]], delimiter: str) -> None:
    def clock(minutes: int) -> str:
        return f"{minutes // 60:02d}:{minutes % 60:02d}"

    lines = [
        (van, f"{day:%d-%m-%Y}", clock(start), clock(start + length)) for van, day, start, length in rows
    ]
    text = "\n".join(delimiter.join(line) for line in [("busje", "datum", "van", "tot"), *lines])
    read_ = read(text)
    assert read_.faults == ()
    begins = {
        datetime.combine(day, time(start // 60, start % 60), AMSTERDAM).astimezone(UTC)
        for _, day, start, _ in rows
    }
    assert {window.starts_at for window in read_.windows} == begins
