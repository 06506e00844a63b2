"""``busline travel`` at the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlalchemy import select
from typer.testing import CliRunner

from busline.clock import SystemClock
from busline.commands import add_commands
from busline.errors import BuslineError, InvalidInput, UnknownNoun
from busline.feed.messages import LineChanged, command_adapter
from busline.record.engine import Record
from busline.record.opening import open_record
from busline.record.tables import HistoryEntry, OutboxMessage, Stop
from busline.travel import TravelSourceAway, TravelSourceWrong, latest_matrix
from busline.travel.checks import TravelNonsense
from tests.busline.travel.osm.maps import draw
from tests.fixtures.originals import Originals
from tests.local_server import Answer, Asked, serving, unused_address
from tests.tiny_line import LINE, add_tiny_line


@pytest.fixture
def data(tmp_path: Path, originals: Originals) -> Path:
    """A folder with a record that holds the tiny line: base, home, market."""
    originals.copy_to(tmp_path / "record.sqlite3")
    record = open_record(tmp_path, SystemClock())
    with record.change("test") as session:
        add_tiny_line(session)
    record.close()
    return tmp_path


def busline(*arguments: str) -> dict[str, Any]:
    """Run the command and return the JSON that it prints; an error of ours is raised."""
    app = typer.Typer()
    add_commands(app)
    result = CliRunner().invoke(app, ["travel", *arguments], catch_exceptions=True)
    if isinstance(result.exception, BuslineError):
        raise result.exception
    assert result.exit_code == 0, result.output
    said: dict[str, Any] = json.loads(result.stdout)
    return said


def opened(data: Path) -> Record:
    """Return the record of the folder."""
    return open_record(data, SystemClock())


def osrm(seconds: list[list[float | None]]) -> Answer:
    """Return the answer of an OSRM server."""
    return Answer({"code": "Ok", "durations": seconds})


def test_the_default_needs_no_option(data: Path) -> None:
    said = busline("--data", str(data))
    assert said["line_id"] == LINE
    assert said["stored"] is True
    assert said["stops"] == 3
    assert said["source"] == "great-circle: detour 1.3, 22 km/h"
    record = opened(data)
    with record.read() as session:
        assert latest_matrix(session, LINE).stop_ids == ("base", "home", "market")
        message, live = session.scalars(select(OutboxMessage).order_by(OutboxMessage.seq)).all()
        command = command_adapter.validate_python(message.message)
        entry = session.scalars(select(HistoryEntry).where(HistoryEntry.noun == "travel_matrices")).one()
    assert (message.channel, live.channel) == ("commands", "live")
    assert isinstance(command, LineChanged)
    assert command.what == "driving times"
    assert entry.who == "busline travel"
    assert entry.why == "driving times from great-circle: detour 1.3, 22 km/h"
    record.close()


def test_a_dry_run_stores_and_tells_nothing(data: Path) -> None:
    busline("--data", str(data))
    said = busline("--data", str(data), "--dry-run", "--source", "great-circle", "--speed-kmh", "11")
    assert said["dry_run"] is True
    assert (said["stored"], said["revision"]) == (False, 1)
    assert said["pairs_changed"] == 6
    # At half the speed, the biggest time grows the most.
    biggest = said["biggest"][0]
    assert biggest["after_s"] in {2 * biggest["before_s"], 2 * biggest["before_s"] - 1}
    record = opened(data)
    with record.read() as session:
        assert latest_matrix(session, LINE).revision == 1
        assert len(session.scalars(select(OutboxMessage)).all()) == 2  # of the first time
    record.close()


def test_the_same_again_is_nothing_new(data: Path) -> None:
    busline("--data", str(data))
    said = busline("--data", str(data))
    assert said["stored"] is False
    assert said["revision"] == 1


def test_a_server_and_then_a_map(data: Path, tmp_path: Path) -> None:
    with serving(lambda _: osrm([[0, 100.2, 200], [110, 0, 150], [210, 160, 0]])) as local:
        said = busline("--data", str(data), "--source", "osrm", "--url", local.url)
    assert said["source"] == f"osrm: {local.url}"
    # The stops of the tiny line on one road: home (52.360, 4.790), market (.362, 4.800), base (.364, 4.795),
    # in steps of 0.001 from 47.0, 9.0.
    road = {1: (5360.0, -4210.0), 2: (5362.0, -4200.0), 3: (5364.0, -4205.0)}
    file = draw(tmp_path, road, ([1, 2, 3], {"highway": "residential"}))
    said = busline("--data", str(data), "--file", str(file), "--traffic", "1.5")
    assert said["source"] == "osm: map.osm, × 1.5 for traffic"
    assert said["source_before"] == f"osrm: {local.url}"
    assert said["pairs_changed"] == 6
    # Without options, what a map gave is kept.
    assert busline("--data", str(data))["source"] == "osm: map.osm, × 1.5 for traffic"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (osrm([[0, 0, 200], [110, 0, 150], [210, 160, 0]]), TravelNonsense),
        (osrm([[0, 100, None], [110, 0, None], [210, 160, 0]]), TravelNonsense),
        (osrm([[0, 100], [110, 0]]), TravelSourceWrong),
        (Answer(raw=b"<html>"), TravelSourceWrong),
    ],
)
def test_what_can_not_be_leaves_the_times_that_were(
    data: Path, answer: Answer, error: type[BuslineError]
) -> None:
    busline("--data", str(data))
    with serving(lambda _: answer) as local, pytest.raises(error):
        busline("--data", str(data), "--source", "osrm", "--url", local.url)
    record = opened(data)
    with record.read() as session:
        assert latest_matrix(session, LINE).revision == 1
    record.close()


def test_a_server_that_is_away(data: Path) -> None:
    with pytest.raises(TravelSourceAway):
        busline("--data", str(data), "--source", "valhalla", "--url", unused_address())


def test_a_stop_that_moves_meanwhile_makes_the_times_stale(data: Path) -> None:
    def answer(_: Asked) -> Answer:
        record = opened(data)
        with record.change("somebody else") as session:
            session.get_one(Stop, (LINE, "market")).lat = 52.3625
        record.close()
        return osrm([[0, 100, 200], [110, 0, 150], [210, 160, 0]])

    with serving(answer) as local, pytest.raises(BuslineError, match="Compute them again"):
        busline("--data", str(data), "--source", "osrm", "--url", local.url)


def test_what_the_options_do_not_allow(data: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="what kind of server"):
        busline("--data", str(data), "--url", "http://localhost:5000")
    with pytest.raises(InvalidInput) as wrong:
        busline("--data", str(data), "--source", "osrm")
    assert "URL" in wrong.value.faults[0].message
    with pytest.raises(UnknownNoun):
        busline("--data", str(data), "--line", "nowhere")
    with pytest.raises(InvalidInput, match="busline import"):
        busline("--data", str(tmp_path / "empty"))


def test_several_lines_must_be_named(data: Path) -> None:
    record = opened(data)
    with record.change("test") as session:
        add_tiny_line(session, "other")
    record.close()
    with pytest.raises(InvalidInput, match="other, tiny"):
        busline("--data", str(data))
    assert busline("--data", str(data), "--line", "other")["line_id"] == "other"
