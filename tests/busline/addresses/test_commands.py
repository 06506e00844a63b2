"""``busline addresses`` at the command line: shown, confirmed, stored."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlalchemy import select
from typer.testing import CliRunner

from busline.addresses.acceptance import NotAcceptable
from busline.addresses.geocoder import GeocoderAway
from busline.clock import SystemClock
from busline.commands import add_commands
from busline.errors import BuslineError, InvalidInput
from busline.nouns import StopKind
from busline.record.engine import Record
from busline.record.opening import open_record
from busline.record.tables import HistoryEntry, OutboxMessage, Resident, Stop
from busline.travel import latest_matrix
from tests.fixtures.originals import Originals
from tests.local_server import Answer, Asked, serving, unused_address
from tests.tiny_line import LINE, add_tiny_line


@pytest.fixture
def data(tmp_path: Path, originals: Originals) -> Path:
    """The tiny line, with two stops of which nobody knows where they are, and two streets of residents."""
    originals.copy_to(tmp_path / "record.sqlite3")
    record = opened(tmp_path)
    with record.change("test") as session:
        add_tiny_line(session)
        for stop_id, street in (("plein", "Osdorpplein 1000"), ("werf", "Scheepswerf 1")):
            kind = StopKind.FACILITY
            session.add(Stop(line_id=LINE, id=stop_id, name=stop_id, kind=kind, street=street))
        session.get_one(Resident, (LINE, "rie")).street = "Bij de markt 3"
        session.add(Resident(line_id=LINE, id="jan", name="Jan", street="Thuis 1", home_stop_id="home"))
    record.close()
    return tmp_path


# What the geocoder knows. The market of the tiny line stands at (52.362, 4.800), home at (52.360, 4.790).
KNOWN = {
    "Osdorpplein 1000": [("Osdorpplein 1000, Amsterdam", 52.3578, 4.8067), ("Osdorpplein", 52.359, 4.805)],
    "Scheepswerf 1": [],
    "Bij de markt 3": [("Bij de markt 3, Amsterdam", 52.3621, 4.8001)],
    "Thuis 1": [("Thuis 1, Amsterdam", 52.3601, 4.7901)],
}


def pdok(asked: Asked) -> Answer:
    """Answer as PDOK does, from what is known."""
    found = KNOWN[asked.query["q"].removesuffix(", Amsterdam")]
    documents = [
        {"type": "adres", "weergavenaam": label, "centroide_ll": f"POINT({lon} {lat})"}
        for label, lat, lon in found
    ]
    return Answer({"response": {"numFound": len(documents), "docs": documents}})


def busline(data: Path, *arguments: str) -> dict[str, Any]:
    """Run the command and return the JSON that it prints; an error of ours is raised."""
    app = typer.Typer()
    add_commands(app)
    result = CliRunner().invoke(app, ["addresses", "--data", str(data), *arguments])
    if isinstance(result.exception, BuslineError):
        raise result.exception
    assert result.exit_code == 0, result.output
    said: dict[str, Any] = json.loads(result.stdout)
    return said


def opened(data: Path) -> Record:
    """Return the record of the folder."""
    return open_record(data, SystemClock())


def test_proposals_are_shown_and_nothing_is_stored(data: Path) -> None:
    with serving(pdok) as local:
        said = busline(data, "--url", local.url, "--town", "Amsterdam")
    assert said["geocoder"] == "pdok"
    assert said["attribution"]
    assert said["accepted"] == []
    plein, werf = said["sought"]
    assert (plein["noun"], plein["id"], plein["address"]) == ("stop", "plein", "Osdorpplein 1000, Amsterdam")
    assert [p["index"] for p in plein["proposals"]] == [0, 1]
    assert (plein["proposals"][0]["lat"], plein["proposals"][0]["lon"]) == (52.3578, 4.8067)
    # From the middle of home and market (52.361, 4.795): 356 m south, 795 m east, so 871 m.
    assert plein["proposals"][0]["metres"] == pytest.approx(871, abs=5)
    assert werf["proposals"] == []
    assert {asked.query["q"] for asked in local.asked} == {
        "Osdorpplein 1000, Amsterdam",
        "Scheepswerf 1, Amsterdam",
    }
    record = opened(data)
    with record.read() as session:
        assert session.get_one(Stop, (LINE, "plein")).lat is None
        assert session.scalars(select(OutboxMessage)).all() == []
    record.close()


def test_a_confirmed_proposal_is_stored_with_its_driving_times(data: Path) -> None:
    with serving(pdok) as local:
        busline(data, "--url", local.url)
    said = busline(data, "--accept", "plein=1", "--accept", "werf=52.3631, 4.7955")  # no server any more
    assert [(one["id"], one["label"]) for one in said["accepted"]] == [
        ("plein", "Osdorpplein"),
        ("werf", "given by hand"),
    ]
    assert said["travel"]["stored"] is True
    record = opened(data)
    with record.read() as session:
        plein, werf = (session.get_one(Stop, (LINE, stop)) for stop in ("plein", "werf"))
        assert (plein.lat, plein.lon) == (52.359, 4.805)
        assert (werf.lat, werf.lon) == (52.3631, 4.7955)
        assert latest_matrix(session, LINE).between("plein", "werf") > 0
        entries = session.scalars(select(HistoryEntry).where(HistoryEntry.who == "busline addresses")).all()
        told = [
            m.message.get("what") for m in session.scalars(select(OutboxMessage)) if m.channel == "commands"
        ]
    record.close()
    assert {entry.noun for entry in entries} == {"stops", "travel_matrices"}
    assert entries[0].why == "proposals of pdok confirmed by a person"
    assert told == ["addresses", "driving times"]
    assert not list(data.glob("addresses-*"))  # everything was decided


def test_the_same_confirmation_twice_is_refused(data: Path) -> None:
    with serving(pdok) as local:
        busline(data, "--url", local.url)
    busline(data, "--accept", "plein=0")
    with pytest.raises(NotAcceptable):
        busline(data, "--accept", "plein=0")


@pytest.mark.parametrize(
    "decisions",
    [["moon=0"], ["plein=2"], ["plein=-1"], ["plein"], ["plein="], ["plein=x"], ["plein=0", "plein=1"]],
)
def test_one_wrong_confirmation_stores_nothing(data: Path, decisions: list[str]) -> None:
    with serving(pdok) as local:
        busline(data, "--url", local.url)
    arguments = [word for decision in ["werf=52.36,4.79", *decisions] for word in ("--accept", decision)]
    with pytest.raises(NotAcceptable) as wrong:
        busline(data, *arguments)
    assert len(wrong.value.faults) == 1
    record = opened(data)
    with record.read() as session:
        assert session.get_one(Stop, (LINE, "werf")).lat is None
    record.close()


def test_nothing_can_be_confirmed_that_was_not_shown(data: Path) -> None:
    with pytest.raises(NotAcceptable) as wrong:
        busline(data, "--accept", "plein=0")
    assert "run “busline addresses” first" in wrong.value.faults[0].message


def test_a_stop_that_was_placed_meanwhile_is_left_alone(data: Path) -> None:
    with serving(pdok) as local:
        busline(data, "--url", local.url)
    record = opened(data)
    with record.change("somebody else") as session:
        stop = session.get_one(Stop, (LINE, "plein"))
        stop.lat, stop.lon = 52.0, 4.0
    with pytest.raises(NotAcceptable) as wrong:
        busline(data, "--accept", "plein=0")
    assert wrong.value.faults[0].code == "changed-meanwhile"
    with record.read() as session:
        assert session.get_one(Stop, (LINE, "plein")).lat == 52.0
    record.close()


def test_residents_are_looked_up_only_when_asked_for_and_without_their_names(data: Path) -> None:
    with serving(pdok) as local:
        said = busline(data, "--url", local.url, "--residents")
    assert all("Jan" not in asked.query["q"] for asked in local.asked)
    residents = [thing for thing in said["sought"] if thing["noun"] == "resident"]
    # Jan lives nearest to his home stop already; Rie lives at the market.
    (rie,) = residents
    assert rie["home_stop_id"] == "home"
    assert [p["stop_id"] for p in rie["proposals"]] == ["market", "home"]
    # 0.0001 degrees north and east: 11.1 m and 6.8 m, so 13 m.
    assert rie["proposals"][0]["metres"] == 13
    said = busline(data, "--accept", "resident:rie=0")
    assert "travel" not in said
    record = opened(data)
    with record.read() as session:
        assert session.get_one(Resident, (LINE, "rie")).home_stop_id == "market"
    record.close()
    assert [thing["id"] for thing in said["accepted"]] == ["rie"]


def test_what_was_found_is_not_asked_for_again(data: Path) -> None:
    with serving(pdok) as local:
        busline(data, "--url", local.url)
        busline(data, "--url", local.url)
    # The stop that nobody knew is asked for again: the register may know it by now.
    assert [asked.query["q"] for asked in local.asked] == [
        "Osdorpplein 1000",
        "Scheepswerf 1",
        "Scheepswerf 1",
    ]


def test_without_a_network_the_error_is_clear_and_what_was_found_is_kept(data: Path) -> None:
    def answer(asked: Asked) -> Answer:
        return pdok(asked) if "plein" in asked.query["q"] else Answer(status=404, raw=b"gone")

    with serving(answer) as local, pytest.raises(BuslineError):
        busline(data, "--url", local.url)
    with pytest.raises(GeocoderAway, match="can't be reached"):
        busline(data, "--url", unused_address())
    assert busline(data, "--accept", "plein=0")["accepted"][0]["id"] == "plein"


def test_only_the_owner_can_read_what_was_looked_up(data: Path) -> None:
    with serving(pdok) as local:
        busline(data, "--url", local.url, "--residents")
    (shelf,) = data.glob("addresses-*")
    assert stat.S_IMODE(shelf.stat().st_mode) == 0o600


def test_a_broken_shelf_says_what_to_do(data: Path) -> None:
    (data / f"addresses-{LINE}.json").write_text("{", encoding="utf-8")
    with pytest.raises(InvalidInput, match="Remove it"):
        busline(data, "--accept", "plein=0")


def test_nobody_to_ask_and_no_address(data: Path) -> None:
    with pytest.raises(InvalidInput, match="nobody to ask"):
        busline(data, "--ask")
    with pytest.raises(InvalidInput, match="no address of a server"):
        busline(data, "--url", "ftp://example.org")
