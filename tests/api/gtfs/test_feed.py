"""The GTFS feed of the example line: what it says, what two validators say, how soon it changes."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from api.gtfs.service import LineService
from api.gtfs.tables import gtfs_time
from busline.days import at as local
from busline.record.tables import IdleWindow, Stop
from busline.record.windows import make_windows
from busline.rules.line_rules import LineRules
from tests.api.gtfs.validators import errors_in
from tests.api.house import DAY, HOME, LINE, House, at

ADDRESS = f"https://bus.example.org/gtfs/{LINE}.zip"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def open_line(each_house: House) -> House:
    """The example line with the windows of four weeks, on each database."""
    with each_house.record.change("test") as session:
        make_windows(session, LINE, DAY, date(2026, 12, 22))
    return each_house


def tables_of(feed: bytes) -> dict[str, list[dict[str, str]]]:
    """Return the rows of each file in a feed."""
    with zipfile.ZipFile(io.BytesIO(feed)) as archive:
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode())))
            for name in archive.namelist()
        }


def fetched(house: House) -> dict[str, list[dict[str, str]]]:
    reply = house.anybody().get(ADDRESS)
    assert (reply.status_code, reply.headers["content-type"]) == (200, "application/zip")
    return tables_of(reply.content)


def test_two_validators_find_no_errors(open_line: House, tmp_path: Path) -> None:
    assert errors_in(open_line.anybody().get(ADDRESS).content, tmp_path, "2026-11-24") == []


def test_a_broken_feed_is_found_by_both(open_line: House, tmp_path: Path) -> None:
    tables = fetched(open_line)
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        for name, rows in tables.items():
            text = io.StringIO()
            writer = csv.DictWriter(text, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows if name != "trips.txt" else [{**row, "route_id": "x"} for row in rows])
            archive.writestr(name, text.getvalue())
    found = errors_in(broken.getvalue(), tmp_path, "2026-11-24")
    assert {error.split(":")[0] for error in found} == {"gtfs-guru", "gtfs-validator"}


def test_a_trip_from_any_stop_to_any_other_in_the_hours_that_vans_drive(open_line: House) -> None:
    tables = fetched(open_line)
    stops = {row["stop_id"] for row in tables["stops.txt"]}
    assert HOME in stops
    assert not any(stop.startswith("base") for stop in stops)
    assert {row["stop_id"] for row in tables["location_group_stops.txt"]} == stops
    drives = [row["service_id"] for row in tables["calendar_dates.txt"] if row["date"] == "20261124"]
    ways = [
        (row["start_pickup_drop_off_window"], row["end_pickup_drop_off_window"], row["pickup_type"])
        for row in tables["stop_times.txt"]
        if row["trip_id"] == drives[0]
    ]
    # The window 9:45-11:45 less five minutes to be back in; in at the first, out at the second.
    assert ways == [("09:45:00", "11:40:00", "2"), ("09:45:00", "11:40:00", "1")]
    (rule,) = tables["booking_rules.txt"]
    assert (rule["phone_number"], rule["prior_notice_duration_min"]) == ("+31205550100", "10")
    assert tables["feed_info.txt"][0]["feed_end_date"] == "20261222"


def test_a_window_that_changes_shows_at_once(open_line: House) -> None:
    first = open_line.anybody().get(ADDRESS)
    again = open_line.anybody().get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    with open_line.record.change("test") as session:
        session.add(
            IdleWindow(
                line_id=LINE,
                van_id="van-1",
                base_stop_id="base-noord",
                service_date=DAY,
                starts_at=at("22:00"),
                ends_at=datetime(2026, 11, 24, 23, 30, tzinfo=UTC),
            )
        )
        session.get_one(Stop, (LINE, HOME)).closed_on = DAY
    changed = open_line.anybody().get(ADDRESS, headers={"If-None-Match": first.headers["ETag"]})
    tables = tables_of(changed.content)
    # 00:25 of the next day belongs to the service day that began before.
    assert "22:00:00-24:25:00" in {row["trip_id"] for row in tables["trips.txt"]}
    assert HOME not in {row["stop_id"] for row in tables["stops.txt"]}
    assert "max-age=30" in changed.headers["cache-control"]


def test_a_withdrawn_window_is_no_service(open_line: House) -> None:
    with open_line.record.change("test") as session:
        for window in session.query(IdleWindow).where(IdleWindow.service_date == DAY):
            window.withdrawn_at = at("08:00")
    assert "20261124" not in {row["date"] for row in fetched(open_line)["calendar_dates.txt"]}


def test_a_line_that_is_not_there(each_house: House) -> None:
    reply = each_house.anybody().get("/gtfs/nowhere.zip")
    assert (reply.status_code, reply.json()["code"]) == (404, "unknown")


@pytest.mark.parametrize(
    ("day", "clock", "said"),
    [
        (date(2026, 11, 24), time(9, 45), "09:45:00"),
        # On the spring day twelve hours before noon it is 23:00 of the day before, on the autumn day 1:00.
        (date(2026, 3, 29), time(13, 0), "13:00:00"),
        (date(2026, 3, 29), time(1, 0), "02:00:00"),
        (date(2026, 10, 25), time(13, 0), "13:00:00"),
        (date(2026, 10, 25), time(1, 0), "00:00:00"),
        (date(2026, 10, 25), time(0, 30), "00:00:00"),  # there is nothing before nought
    ],
)
def test_times_are_counted_from_noon_less_twelve_hours(day: date, clock: time, said: str) -> None:
    service = LineService("l", "L", "", AMSTERDAM, LineRules(), day, day, (), {})
    assert gtfs_time(day, local(day, clock, AMSTERDAM), service) == said
