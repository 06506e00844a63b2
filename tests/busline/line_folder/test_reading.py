"""Files are read as people and their spreadsheets write them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busline.line_folder import read_folder
from busline.line_folder.cells import (
    read_clock_time,
    read_day,
    read_layouts,
    read_number,
    read_phone,
    read_weekday,
    read_yes_no,
    write_end,
)
from busline.line_folder.rows import ResidentRow, StopRow, WindowRow
from busline.line_folder.sheet import read_sheet, sheet_text
from tests.busline.line_folder.conftest import FILES, Folder


@pytest.mark.parametrize(
    ("text", "moment"),
    [("9:45", time(9, 45)), ("09.45", time(9, 45)), ("0945", time(9, 45)), ("09:45:00", time(9, 45)),
     ("9h45", time(9, 45)), ("00:00", time(0)), ("24:00", time(0)), ("23:59", time(23, 59))],
)  # fmt: skip
def test_clock_times(text: str, moment: time) -> None:
    assert read_clock_time(text) == moment


@pytest.mark.parametrize("text", ["9:60", "24:01", "25:00", "945", "noon", "9:45 pm", "-1:00", "9:45:30"])
def test_what_is_no_clock_time(text: str) -> None:
    with pytest.raises(ValueError, match="is no clock time"):
        read_clock_time(text)


def test_midnight_as_an_end_is_written_as_24() -> None:
    assert (write_end(time(0)), write_end(time(9, 5))) == ("24:00", "09:05")


@pytest.mark.parametrize(
    ("text", "number"),
    [("monday", 0), ("Maandag", 0), ("ma", 0), ("Mo.", 0), ("1", 0), ("do", 3), ("thursday", 3), ("ZO", 6),
     ("sun", 6), ("7", 6), ("wo", 2), ("we", 2)],
)  # fmt: skip
def test_weekdays(text: str, number: int) -> None:
    assert read_weekday(text) == number


@pytest.mark.parametrize("text", ["0", "8", "d", "t", "mandag", ""])
def test_what_is_no_weekday(text: str) -> None:
    with pytest.raises(ValueError, match="is no weekday"):
        read_weekday(text)


@pytest.mark.parametrize(
    "text",
    ["020 555 0101", "020-5550101", "+31 20 555 0101", "0031205550101", "(020) 555 01 01", "205550101",
     "31205550101", "+31205550101"],
)  # fmt: skip
def test_phones_become_one_form(text: str) -> None:
    assert read_phone(text) == "+31205550101"


@pytest.mark.parametrize("text", ["112", "12", "020 555", "call me", "06 123"])
def test_what_is_no_phone(text: str) -> None:
    with pytest.raises(ValueError, match="is no phone number"):
        read_phone(text)


@pytest.mark.parametrize("text", ["2026-11-24", "24-11-2026", "24/11/2026", "24.11.2026"])
def test_days(text: str) -> None:
    assert read_day(text) == date(2026, 11, 24)


def test_numbers_layouts_and_truth() -> None:
    assert read_number("52,3588") == read_number("52.3588") == 52.3588
    assert [(it.seats, it.wheelchairs) for it in read_layouts("8+0 | 5+1|2 + 2")] == [(8, 0), (5, 1), (2, 2)]
    assert read_yes_no("Ja") is True
    assert read_yes_no("nee") is False


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_delimiters_and_line_ends(
    folder: Folder, encoding: str, delimiter: str, line_end: str
) -> None:
    text = FILES["residents.csv"].replace("Rie", "Zoë Müller-Café").replace(",", delimiter)
    folder.write("residents.csv", text.replace("\n", line_end), encoding)
    [resident] = read_folder(folder.path).rows(ResidentRow)
    assert (resident.name, resident.phone) == ("Zoë Müller-Café", "+31205550201")


def test_a_dutch_spreadsheet(folder: Folder) -> None:
    """Semicolons, decimal commas, Dutch words, points in times, an empty row, padding, a column too many."""
    folder.write(
        "stops.csv",
        "ID;Name;Kind;Lat;Lon;;\r\n"
        "home;Wooncomplex Hoekenes ;wooncomplex;52,3557;4,7872;;\r\n"
        ";;;;;;\r\n"
        "\r\n"
        "market;Markt;voorziening;52,3589;4,7930;;\r\n"
        "base;Standplaats;Standplaats;52,3540;4,7905;;\r\n",
        "windows-1252",
    )
    folder.write("windows.csv", "weekday;van;ends;starts\r\ndinsdag;van;11.45;9.45\r\n3;van;24:00;18:30\r\n")
    found = read_folder(folder.path)
    assert [(s.id, s.name, s.lat) for s in found.rows(StopRow)][:2] == [
        ("home", "Wooncomplex Hoekenes", 52.3557),
        ("market", "Markt", 52.3589),
    ]
    assert [number for number, _ in found.sheets[StopRow].rows] == [2, 5, 6]
    assert [row.identity for row in found.rows(WindowRow)] == [
        ("van", 1, time(9, 45), time(11, 45)),
        ("van", 2, time(18, 30), time(0)),
    ]


def test_files_are_found_whatever_the_case_of_their_names(folder: Folder) -> None:
    (folder.path / "stops.csv").rename(folder.path / "Stops.CSV")
    assert len(read_folder(folder.path).rows(StopRow)) == 4


# What a cell can hold once it was read: no control characters, no space at its ends.
texts = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40).map(str.strip)


@given(name=texts.filter(bool), note=texts, salutation=texts)
def test_any_text_comes_back_as_it_was_written(name: str, note: str, salutation: str) -> None:
    row = ResidentRow(id="r", name=name, home_stop="home", driver_note=note, salutation=salutation)
    again = read_sheet(ResidentRow, sheet_text(ResidentRow, [row]))
    assert again.faults == ()
    assert [found for _, found in again.rows] == [row]


def test_a_formula_stays_text() -> None:
    row = ResidentRow(id="r", name="=HYPERLINK(1)", home_stop="home", phone="020 555 0101")
    text = sheet_text(ResidentRow, [row])
    assert ",'=HYPERLINK(1)," not in text.split("\n")[0]
    assert "r,'=HYPERLINK(1),," in text
    assert "+31205550101" in text
    assert "'+31" not in text
