"""The doctor finds what is broken, says what to do, and changes nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import HttpUrl

from busline.clock import VirtualClock
from busline.feed.connection import Feed
from busline.feed.dead import bury
from busline.feed.lease import Lease
from busline.nouns import MessageChannel
from busline.record.engine import Record
from busline.record.leases import take_fencing
from busline.record.tables import Duty, IdleWindow, OutboxMessage, Resident, Stop, TravelMatrix
from busline.running.doctor import Finding, State, examine
from busline.running.doctor.machine import check_clock, check_folder, check_time_zone
from busline.settings import Settings
from tests.local_server import Answer, serving, unused_address
from tests.tiny_line import LINE, with_tiny_line

HOLDER = "dispatcher-1"


@pytest.fixture
def line(sqlite_record: Record, embedded_feed: Feed) -> Record:
    """The tiny line with all that it needs to ride tomorrow: matrix, window, driver, dispatcher."""
    record = with_tiny_line(sqlite_record)
    now = record.clock.now()
    with record.change("test") as session:
        session.add(
            TravelMatrix(
                line_id=LINE,
                revision=1,
                source="test",
                computed_at=now,
                stop_ids=["home", "market", "base"],
                places=[[52.36, 4.79], [52.362, 4.80], [52.364, 4.795]],
                seconds=[[0, 60, 60], [60, 0, 60], [60, 60, 0]],
            )
        )
        starts = now + timedelta(days=1)
        window = IdleWindow(
            id="w1",
            line_id=LINE,
            van_id="van",
            base_stop_id="base",
            service_date=starts.date(),
            starts_at=starts,
            ends_at=starts + timedelta(hours=2),
        )
        session.add(window)
        session.flush()
        session.add(
            Duty(
                line_id=LINE,
                window_id="w1",
                van_id="van",
                driver_id="dirk",
                service_date=starts.date(),
                starts_at=starts,
                ends_at=window.ends_at,
            )
        )
        take_fencing(session, LINE, HOLDER, now)
    Lease(embedded_feed, LINE, HOLDER, 60).acquire()
    return record


def examined(record: Record, feed: Feed | None) -> dict[str, Finding]:
    """Return what the doctor finds, by what it is about."""
    url = feed.url if feed else ""
    folder = Path(str(record.engine.url.database)).parent
    settings = Settings(data_dir=folder, record_url=record.url, feed_url=url)
    return {finding.about: finding for finding in examine(settings, record.clock)}


def test_nothing_is_wrong_with_a_line_that_can_ride(line: Record, embedded_feed: Feed) -> None:
    findings = examined(line, embedded_feed)
    assert {about: f.says for about, f in findings.items() if f.state is not State.GOOD} == {}
    assert findings[f"windows of {LINE}"].says == "1 until 2026-12-01, 1 with a driver."
    assert HOLDER in findings[f"dispatcher of {LINE}"].says


def test_whatever_is_not_good_says_what_to_do(sqlite_record: Record) -> None:
    findings = examined(with_tiny_line(sqlite_record), None).values()
    assert any(not finding.ok for finding in findings)
    assert all(finding.to_do for finding in findings if finding.state is not State.GOOD)


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path, clock: VirtualClock) -> None:
    findings = examine(Settings(data_dir=tmp_path / "gone"), clock)
    assert [finding.about for finding in findings if not finding.ok] == ["data folder", "feed"]
    assert not (tmp_path / "gone").exists()


def test_a_record_that_is_not_there_is_not_made(tmp_path: Path, clock: VirtualClock) -> None:
    findings = {finding.about: finding for finding in examine(Settings(data_dir=tmp_path), clock)}
    assert "There is no record" in findings["record"].says
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_away(tmp_path: Path, clock: VirtualClock) -> None:
    # Port 1 is nobody's.
    url = "postgresql+psycopg://busline:secret@127.0.0.1:1/busline"
    findings = {f.about: f for f in examine(Settings(data_dir=tmp_path, record_url=url), clock)}
    assert findings["record"].state is State.WRONG
    assert "secret" not in findings["record"].says


def test_an_old_record_asks_for_a_migration(tmp_path: Path, clock: VirtualClock) -> None:
    (tmp_path / "record.sqlite3").touch()
    findings = {finding.about: finding for finding in examine(Settings(data_dir=tmp_path), clock)}
    assert "busline migrate" in findings["record"].to_do


def test_a_feed_that_is_away(line: Record, tmp_path: Path) -> None:
    gone = Feed(f"unix://{tmp_path}/no.sock", name="test")
    findings = examined(line, gone)
    assert findings["feed"].state is State.WRONG
    assert findings[f"dispatcher of {LINE}"].state is State.WRONG


def test_a_line_that_nobody_plans(line: Record, embedded_feed: Feed) -> None:
    Lease(embedded_feed, LINE, HOLDER, 60).release()
    finding = examined(line, embedded_feed)[f"dispatcher of {LINE}"]
    assert finding.state is State.WRONG
    assert f"{HOLDER} was the last" in finding.says


def test_messages_that_got_stuck(line: Record, embedded_feed: Feed) -> None:
    made = line.clock.now() - timedelta(minutes=5)
    with line.change("test") as session:
        session.add(OutboxMessage(line_id=LINE, channel="live", message={}, made_at=made))
    finding = examined(line, embedded_feed)["outbox"]
    assert finding.state is State.WRONG
    assert "1 messages wait" in finding.says


def test_dead_letters(line: Record, embedded_feed: Feed) -> None:
    # The server's own clock dates them, so the doctor must look with the machine's.
    bury(embedded_feed, LINE, "{}", "unknown type")
    assert isinstance(line.clock, VirtualClock)
    line.clock.move_to(datetime.now(UTC))
    finding = examined(line, embedded_feed)[f"dead letters of {LINE}"]
    assert finding.state is State.LOOK
    assert "unknown type" in finding.says


def test_a_stop_without_driving_times(line: Record, embedded_feed: Feed) -> None:
    with line.change("test") as session:
        session.add(Stop(line_id=LINE, id="new", name="New", kind="facility", street="", lat=52.3, lon=4.8))
    finding = examined(line, embedded_feed)[f"driving times of {LINE}"]
    assert finding.state is State.WRONG
    assert "new" in finding.says


def test_a_window_without_a_driver(line: Record, embedded_feed: Feed) -> None:
    with line.change("test") as session:
        duty = session.query(Duty).one()
        duty.driver_id = None
    finding = examined(line, embedded_feed)[f"windows of {LINE}"]
    assert finding.state is State.LOOK
    assert "The first without: van on 2026-11-25" in finding.says


def test_no_window_at_all(line: Record, embedded_feed: Feed) -> None:
    with line.change("test") as session:
        session.get_one(IdleWindow, "w1").withdrawn_at = line.clock.now()
    assert examined(line, embedded_feed)[f"windows of {LINE}"].state is State.WRONG


def test_a_clock_that_was_lost() -> None:
    assert check_clock(datetime(1970, 1, 1, tzinfo=UTC)).state is State.WRONG


def test_time_zones() -> None:
    assert (
        check_time_zone("Europe/Amsterdam").says == "Europe/Amsterdam, UTC+1 in winter and UTC+2 in summer."
    )
    assert check_time_zone("Europe/Osdorp").state is State.WRONG
    assert check_time_zone("../etc/passwd").state is State.WRONG


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert check_folder(tmp_path / "file").state is State.WRONG


def _with_gateway(line: Record, feed: Feed, url: str) -> dict[str, Finding]:
    settings = Settings(record_url=line.url, feed_url=feed.url, sms_url=HttpUrl(url), gateway_timeout_s=2)
    return {finding.about: finding for finding in examine(settings, line.clock)}


def test_a_gateway_that_can_not_be_reached_is_named(line: Record, embedded_feed: Feed) -> None:
    away = unused_address()
    finding = _with_gateway(line, embedded_feed, away)["gateway for sms"]
    assert finding.state is State.WRONG
    assert away in finding.says
    with serving(lambda _: Answer(status=405)) as server:
        assert _with_gateway(line, embedded_feed, server.url)["gateway for sms"].state is State.GOOD
    assert all(asked.method == "HEAD" for asked in server.asked)


def test_who_wants_messages_that_nothing_sends_is_worth_a_look(line: Record, embedded_feed: Feed) -> None:
    about = f"messages of {LINE}"
    assert about not in examined(line, embedded_feed)
    with line.change("test") as session:
        session.get_one(Resident, (LINE, "rie")).message_channel = MessageChannel.SMS
    finding = examined(line, embedded_feed)[about]
    assert (finding.state, "1 by sms" in finding.says) == (State.LOOK, True)
    with serving(lambda _: Answer(status=405)) as server:
        assert _with_gateway(line, embedded_feed, server.url)[about].state is State.GOOD
