"""Every fault of a folder is reported, with file, row, column and what was expected."""

import pytest

from busline.line_folder import BadFolder, read_folder
from tests.busline.line_folder.conftest import FILES, Folder


def _faults(folder: Folder) -> dict[str, str]:
    """Return what is wrong by place."""
    with pytest.raises(BadFolder) as caught:
        read_folder(folder.path)
    return {fault.where: fault.message for fault in caught.value.faults}


def test_a_folder_without_faults_is_read(folder: Folder) -> None:
    found = read_folder(folder.path)
    assert found.line.id == "tiny"
    assert [len(sheet.rows) for sheet in found.sheets.values()] == [4, 1, 1, 1, 1, 2, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "expected"),
    [
        ("stops.csv", "52.3589", "north", "stops.csv, row 3, column lat", "“north” is no number"),
        ("stops.csv", "52.3589", "95", "stops.csv, row 3, column lat", "90 or less is expected"),
        ("stops.csv", "52.3589", "", "stops.csv, row 3, column lat", "both or none"),
        ("stops.csv", "52.3589,4.7930", "4.7930,52.3589", "stops.csv, row 3, column lat", "look swapped"),
        ("stops.csv", "52.3589", "51.4416", "stops.csv, row 3, column lat", "km from the line's other stops"),
        ("stops.csv", "52.3589", "48.8566", "stops.csv, row 3, column lat", "outside the Netherlands"),
        (
            "stops.csv",
            "facility,Tussen",
            "shop,Tussen",
            "stops.csv, row 3, column kind",
            "housing_complex, care_location",
        ),
        ("stops.csv", "square,", "squ are,", "stops.csv, row 5, column id", "is no id"),
        ("stops.csv", "square,", "home,", "stops.csv, row 5, column id", "id of row 2 too"),
        ("stops.csv", "market,Market", "market,", "stops.csv, row 3, column name", "a value is expected"),
        ("vans.csv", "4+0|2+1", "4 seats", "vans.csv, row 2, column layouts", "8+0|5+1|2+2"),
        ("vans.csv", "4+0|2+1", "0+0", "vans.csv, row 2, column layouts", "without any place"),
        ("vans.csv", "4+0|2+1", "4+0|4+0", "vans.csv, row 2, column layouts", "twice"),
        ("vans.csv", ",base,4", ",depot,4", "vans.csv, row 2, column base", "no id in stops.csv"),
        ("vans.csv", ",base,4", ",home,4", "vans.csv, row 2, column base", "stop of kind base"),
        (
            "windows.csv",
            "11:45",
            "08:45",
            "windows.csv, row 2, column ends",
            "ends at 08:45, but starts at 09:45",
        ),
        ("windows.csv", "11:45", "25:00", "windows.csv, row 2, column ends", "is no clock time"),
        ("windows.csv", "11:45", "14:00", "windows.csv, row 3, column starts", "already by row 2"),
        ("windows.csv", "tuesday,13", "someday,13", "windows.csv, row 3, column weekday", "is no weekday"),
        ("windows.csv", "van,tuesday,13", "bus,tuesday,13", "windows.csv, row 3, column van", "vans.csv"),
        ("drivers.csv", "020 555 0101", "555", "drivers.csv, row 2, column phone", "is no phone number"),
        ("drivers.csv", "dirk@example.org", "dirk", "drivers.csv, row 2, column email", "expected form"),
        ("availability.csv", "dirk", "dick", "availability.csv, row 2, column driver", "drivers.csv"),
        ("elsewhere.csv", "08:30", "06:30", "elsewhere.csv, row 2, column ends", "two rows"),
        ("residents.csv", "walker", "skates", "residents.csv, row 2, column aid", "wheelchair"),
        ("residents.csv", ",home,", ",base,", "residents.csv, row 2, column home_stop", "no base"),
        ("activities.csv", "market", "base", "activities.csv, row 2, column stop", "no base"),
        ("standing.csv", "home,market", "home,home", "standing.csv, row 2, column to_stop", "another stop"),
        ("standing.csv", "11:15", "10:15", "standing.csv, row 2, column back_at", "not after out_at"),
        ("standing.csv", "coffee", "tea", "standing.csv, row 2, column activity", "activities.csv"),
        ("other_transport.csv", "market", "nowhere", "other_transport.csv, row 2, column stops", "no id in"),
        ("other_transport.csv", "market", "", "other_transport.csv, row 2, column stops", "near this halt"),
        ("other_transport.csv", "tram", "taxi", "other_transport.csv, row 2, column phone", "to phone"),
        ("other_transport.csv", "tram", "boat", "other_transport.csv, row 2, column kind", "tram_and_bus"),
        ("other_transport.csv", "walker", "none", "other_transport.csv, row 2, column aids", "twice"),
        ("standing.csv", "2026-01-06", "soon", "standing.csv, row 2, column first_on", "is no date"),
        ("line.toml", '"tiny"', '"tiny line"', "line.toml, id", "is no id"),
        ("line.toml", 'name = "Tiny line"', "", "line.toml, name", "is missing"),
    ],
)
def test_one_fault_is_named_with_its_place(
    folder: Folder, file: str, old: str, new: str, where: str, expected: str
) -> None:
    folder.replace(file, old, new)
    faults = _faults(folder)
    assert expected in faults[where]
    assert len(faults) == 1


@pytest.mark.parametrize(
    ("text", "where", "expected"),
    [
        ("id = tiny", "line.toml", "is no TOML"),
        ('id="tiny"\nname="T"\ntimezone="Mars"', "line.toml, timezone", "is no time zone"),
        ('id="tiny"\nname="T"\nsize=3', "line.toml, size", "is not known"),
        ('id="tiny"\nname="T"\n[rules]\nfreeze_s=-1', "line.toml, rules.freeze_s", "0 or more is expected"),
        ('id="tiny"\nname="T"\n[rules]\nfreez_s=1', "line.toml, rules.freez_s", "is not known"),
        ('id="tiny"\nname="T"\n[travel]\nkind="osrm"', "line.toml, travel", "needs the URL"),
    ],
)
def test_faults_of_the_line_file(folder: Folder, text: str, where: str, expected: str) -> None:
    folder.write("line.toml", text)
    assert expected in _faults(folder)[where]


def test_every_fault_is_reported_at_once(folder: Folder) -> None:
    folder.replace("stops.csv", "52.3557", "far")
    folder.replace("windows.csv", "15:15", "12:15")
    folder.replace("windows.csv", "11:45", "late")
    folder.replace("residents.csv", "020 555 0201", "none")
    folder.write("line.toml", "")
    assert set(_faults(folder)) == {
        "line.toml, id",
        "line.toml, name",
        "stops.csv, row 2, column lat",
        "windows.csv, row 2, column ends",
        "windows.csv, row 3, column ends",
        "residents.csv, row 2, column phone",
    }


def test_what_names_a_row_with_a_fault_is_not_blamed(folder: Folder) -> None:
    folder.replace("vans.csv", "4+0|2+1", "")
    assert set(_faults(folder)) == {"vans.csv, row 2, column layouts"}


def test_columns_are_named(folder: Folder) -> None:
    folder.replace("stops.csv", "id,name,kind,street,lat", "id,name,sort,street,lat")
    with pytest.raises(BadFolder) as caught:
        read_folder(folder.path)
    assert [fault.code for fault in caught.value.faults] == ["unknown-column", "missing-column"]
    assert all("id, name, kind, street, lat, lon, closed_on" in f.message for f in caught.value.faults)
    assert {fault.where for fault in caught.value.faults} == {"stops.csv, row 1"}


def test_a_column_twice_and_a_cell_too_many(folder: Folder) -> None:
    folder.replace("stops.csv", "id,name,kind,street,lat", "id,name,kind,name,lat")
    assert "is there twice" in _faults(folder)["stops.csv, row 1"]
    folder.write("stops.csv", FILES["stops.csv"].replace("Hoekenes", "Hoekenes, 12"))
    assert "has 7 cells, the header has 6" in _faults(folder)["stops.csv, row 2"]


def test_files_that_are_missing_empty_or_no_text(folder: Folder) -> None:
    (folder.path / "vans.csv").unlink()
    folder.write("drivers.csv", "")
    (folder.path / "residents.csv").write_bytes(b"PK\x03\x04\x00\x00spreadsheet")
    folder.write("activities.csv", 'id,name,stop,weekday,starts,ends\na,"Coffee,market,tuesday,10:30,11:15\n')
    faults = _faults(folder)
    assert "is missing" in faults["vans.csv"]
    assert "is empty" in faults["drivers.csv"]
    assert "neither UTF-8 nor Windows-1252" in faults["residents.csv"]
    assert "quotation mark" in faults["activities.csv, line 2"]


def test_no_folder_at_all(folder: Folder) -> None:
    with pytest.raises(BadFolder, match="is no folder"):
        read_folder(folder.path / "stops.csv")


def test_a_file_that_is_too_large_is_not_read(folder: Folder) -> None:
    with (folder.path / "residents.csv").open("r+b") as file:
        file.truncate(30_000_000)  # a sparse file: takes no room
    assert "larger than 20 MB" in _faults(folder)["residents.csv"]


def test_coordinates_that_are_all_swapped(folder: Folder) -> None:
    folder.write(
        "stops.csv",
        "id,name,kind,street,lat,lon\n"
        "home,Home,housing_complex,,4.7872,52.3557\n"
        "market,Market,facility,,4.7930,52.3589\n"
        "base,Base,base,,4.7905,52.3540\n",
    )
    faults = _faults(folder)
    assert len(faults) == 3
    assert all("look swapped" in message for message in faults.values())
