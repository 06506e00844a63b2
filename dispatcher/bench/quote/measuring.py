"""Building the day, timing the desk in this process, then the whole system."""

from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from busline.clock import SystemClock
from busline.feed.connection import Feed
from busline.feed.offers import OfferShelf
from busline.feed.server import EmbeddedFeed
from busline.nouns import StopKind
from busline.progress import Report
from busline.record.engine import Record
from busline.record.leases import take_fencing
from busline.record.tables import Line, Resident, Stop
from busline.running.feed_part import FeedPart
from busline.running.local_line import DISPATCHER
from busline.running.processes import Part
from busline.settings import Settings
from dispatcher.bench.figures import percentile_ms
from dispatcher.bench.memory import children_of, peak_mib
from dispatcher.bench.quote.desk_times import time_desk
from dispatcher.bench.quote.filling import fill_day
from dispatcher.bench.quote.fleet import build_fleet
from dispatcher.bench.quote.http_times import HttpTimes, time_http
from dispatcher.bench.quote.size import Caller, DaySize, callers, coming_tuesday
from dispatcher.bench.stage import coordinators, running, set_up_example, stage_settings
from dispatcher.desk.committing import Ownership
from dispatcher.desk.line_desk import LineDesk
from dispatcher.planning.warming import warm

HOLDER = "bench"
DESTINATIONS = (StopKind.FACILITY, StopKind.CARE_LOCATION)


@dataclass(frozen=True, slots=True)
class Measurement:
    """What to measure: a day of ``vans`` and ``rides``, and ``requests`` further callers."""

    vans: int
    rides: int
    seed: int
    requests: int = 1000


def measure(wanted: Measurement, folder: Path, report: Report) -> dict[str, Any]:
    """Return the figures of one measurement; everything it needs is put into `folder`."""
    settings = stage_settings(folder)
    set_up_example(settings, lambda what: report(what, 0, 0))
    desk_s, line_id, people = _time_desk(settings, wanted, report)
    times, memory = _time_http(settings, line_id, people, report)
    return {
        "vans": wanted.vans,
        "rides": wanted.rides,
        "seed": wanted.seed,
        "requests": wanted.requests,
        "desk_p50_ms": percentile_ms(desk_s, 50),
        "desk_p99_ms": percentile_ms(desk_s, 99),
        "http_p50_ms": percentile_ms(times.quotes_s, 50),
        "http_p99_ms": percentile_ms(times.quotes_s, 99),
        "floor_p50_ms": percentile_ms(times.pings_s, 50),
        "floor_p99_ms": percentile_ms(times.pings_s, 99),
        "committed_ms": percentile_ms(times.confirms_s, 50),
        "failed": times.failed,
        **memory,
    }


def _time_desk(
    settings: Settings, wanted: Measurement, report: Report
) -> tuple[list[float], str, list[Caller]]:
    """Build the day in the record and time a desk on it that has read it from there."""
    warm(search=False)
    with ExitStack() as closing:
        record = Record(settings.record_address, SystemClock())
        closing.callback(record.close)
        feed = Feed(closing.enter_context(EmbeddedFeed(settings.data_dir / "bench-feed")).url, name=HOLDER)
        closing.callback(feed.close)
        line_id, size, residents, places = _town(record, wanted)
        build_fleet(record, line_id, size)
        fill_day(
            _desk(record, feed, line_id),
            size,
            callers(size, residents, places, "filling"),
            lambda done: report("Promising rides", done, size.rides),
        )
        further = list(islice(callers(size, residents, places, "further"), wanted.requests))
        times_s = time_desk(
            _desk(record, feed, line_id),
            size,
            further,
            lambda done: report("Asking the desk", done, len(further)),
        )
        return times_s, line_id, further


def _time_http(
    settings: Settings, line_id: str, people: list[Caller], report: Report
) -> tuple[HttpTimes, dict[str, float | None]]:
    with (
        running(settings, lambda what: report(what, 0, 0)) as line,
        coordinators(settings, line.address, 1) as clients,
    ):
        times = time_http(
            clients[0], line_id, people, lambda done: report("Asking through the API", done, len(people))
        )
        return times, _memory_of(line.part(DISPATCHER))


def _memory_of(dispatcher: Part | FeedPart) -> dict[str, float | None]:
    """Return how much memory the dispatcher has had at most, and the improver that it started."""
    pid = dispatcher.pid if isinstance(dispatcher, Part) else None
    if pid is None:
        return {"dispatcher_rss_mib": None, "improver_rss_mib": None}
    workers = [peak for child in children_of(pid) if (peak := peak_mib(child)) is not None]
    return {"dispatcher_rss_mib": peak_mib(pid), "improver_rss_mib": max(workers, default=None)}


def _town(record: Record, wanted: Measurement) -> tuple[str, DaySize, list[Resident], list[str]]:
    with record.read() as session:
        line = session.scalars(select(Line)).one()
        residents = session.scalars(select(Resident).where(Resident.active).order_by(Resident.id)).all()
        places = session.scalars(select(Stop.id).where(Stop.kind.in_(DESTINATIONS)).order_by(Stop.id)).all()
    zone = ZoneInfo(line.timezone)
    size = DaySize(
        vans=wanted.vans,
        rides=wanted.rides,
        seed=wanted.seed,
        date=coming_tuesday(record.clock.now(), zone),
        zone=zone,
    )
    return line.id, size, list(residents), list(places)


def _desk(record: Record, feed: Feed, line_id: str) -> LineDesk:
    """Return a desk that owns the line and knows nothing yet."""
    with record.change(HOLDER, "took the line") as session:
        fencing = take_fencing(session, line_id, HOLDER, record.clock.now())
    return LineDesk(record, OfferShelf(feed), record.clock, Ownership(line_id, fencing, HOLDER))
