"""A dispatcher process: one thread for each line of the record."""

import os
import signal
import socket
import threading
from collections.abc import Collection

import structlog
from sqlalchemy import select

from busline.clock import SystemClock
from busline.errors import Away
from busline.feed.connection import Feed
from busline.record.engine import Record
from busline.record.tables import Line
from busline.settings import Settings
from dispatcher.desk.chores.drafting import DeskDrafter, in_own_process
from dispatcher.desk.chores.improving import LONGER_S, DeskImprover
from dispatcher.improver.process import ImproverProcess
from dispatcher.service.line_service import CHORES, LineService

log = structlog.get_logger()

LOOK_FOR_LINES_EVERY_S = 2.0


def serve(settings: Settings, only: Collection[str] = ()) -> None:
    """Serve the lines of the record (or those in `only`) until SIGTERM or SIGINT."""
    clock = SystemClock()
    record = Record(settings.record_address, clock)
    feed = Feed(settings.feed_url, name="dispatcher")
    holder = f"{socket.gethostname()}-{os.getpid()}"
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    running: dict[str, tuple[LineService, threading.Thread]] = {}
    while not stopping.wait(0 if not running else LOOK_FOR_LINES_EVERY_S):
        for line_id in _lines(record, only) - running.keys():
            running[line_id] = _start(record, feed, settings, line_id, holder)
        if not running:
            stopping.wait(LOOK_FOR_LINES_EVERY_S)
    for service, _ in running.values():
        service.stop()
    for _, thread in running.values():
        thread.join(timeout=5)
    record.close()
    feed.close()


def _start(
    record: Record, feed: Feed, settings: Settings, line_id: str, holder: str
) -> tuple[LineService, threading.Thread]:
    improving = [DeskImprover(ImproverProcess(), longer=LONGER_S)] if settings.improver else []
    service = LineService(
        record,
        feed,
        record.clock,
        line_id,
        holder=holder,
        lease_s=settings.lease_s,
        patience_s=settings.reply_timeout_s,
        chores=[*CHORES, DeskDrafter(in_own_process), *improving],
    )
    thread = threading.Thread(target=service.run, name=f"line-{line_id}", daemon=True)
    thread.start()
    return service, thread


def _lines(record: Record, only: Collection[str]) -> set[str]:
    try:
        with record.read() as session:
            lines = set(session.scalars(select(Line.id)))
    except Away as away:
        log.warning("record away", why=away.detail)
        return set()
    return lines & set(only) if only else lines
