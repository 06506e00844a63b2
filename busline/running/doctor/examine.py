"""All checks in their order; a check whose ground is missing is left out."""

from datetime import datetime

from sqlalchemy import select

from busline.clock import Clock, SystemClock
from busline.feed.connection import Feed
from busline.record.engine import ReadSession, Record
from busline.record.tables import Line
from busline.running.data_lock import who_runs
from busline.running.doctor import feed as feed_checks
from busline.running.doctor import gateways as gateway_checks
from busline.running.doctor import line as line_checks
from busline.running.doctor.finding import Finding, State, wrong
from busline.running.doctor.machine import check_clock, check_folder, check_space, check_time_zone
from busline.running.doctor.record import check_record
from busline.settings import Settings

FEED_TIMEOUT_S = 3.0


def examine(settings: Settings, clock: Clock | None = None) -> list[Finding]:
    """Return what was found about the installation that `settings` describe; changes nothing.

    Parameters
    ----------
    settings
        Where record and feed are. Without a feed URL, the feed of the `busline run` on this data folder.
    clock
        The machine's clock if left out.
    """
    clock = clock or SystemClock()
    now = clock.now()
    findings = [check_clock(now), check_folder(settings.data_dir), check_space(settings.data_dir)]
    feed = _feed(settings)
    record = Record(settings.record_address, clock) if settings.record_url or _is_there(findings) else None
    try:
        findings.append(feed_checks.check_feed(feed))
        findings += gateway_checks.check_gateways(settings)
        if record is not None:
            findings += _record_findings(record, settings, feed, now)
    finally:
        if record is not None:
            record.close()
        if feed is not None:
            feed.close()
    return findings


def _record_findings(record: Record, settings: Settings, feed: Feed | None, now: datetime) -> list[Finding]:
    of_record = check_record(record)
    if not of_record.ok:
        return [of_record]
    with record.read() as session:
        lines = session.scalars(select(Line).order_by(Line.id)).all()
        if not lines:
            return [of_record, wrong("lines", "There is no line yet.", "Run “busline import FOLDER”.")]
        findings = [of_record, feed_checks.check_outbox(session, now)]
        for line in lines:
            findings += _line_findings(session, feed, line, now)
            findings += _message_findings(session, settings, line.id, now)
        return findings


def _line_findings(session: ReadSession, feed: Feed | None, line: Line, now: datetime) -> list[Finding]:
    of_zone = check_time_zone(line.timezone)
    findings = [
        of_zone,
        line_checks.check_rules(line),
        line_checks.check_people_and_vans(session, line.id),
        line_checks.check_travel_times(session, line.id),
    ]
    if of_zone.state is State.GOOD:
        findings.append(line_checks.check_windows(session, line, now))
    if feed is not None:
        findings.append(feed_checks.check_lease(session, feed, line.id))
        findings.append(feed_checks.check_dead_letters(feed, line.id, now))
    return findings


def _message_findings(session: ReadSession, settings: Settings, line_id: str, now: datetime) -> list[Finding]:
    found = (
        gateway_checks.check_wishes(session, settings, line_id),
        gateway_checks.check_messages(session, line_id, now),
    )
    return [finding for finding in found if finding is not None]


def _feed(settings: Settings) -> Feed | None:
    running = who_runs(settings.data_dir)
    url = settings.feed_url or (running.feed_url if running else "")
    return Feed(url, name="doctor", timeout_s=FEED_TIMEOUT_S) if url else None


def _is_there(findings: list[Finding]) -> bool:
    return all(finding.ok for finding in findings if finding.about == "data folder")
