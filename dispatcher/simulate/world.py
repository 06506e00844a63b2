"""The stage of a simulated day: a record of its own, a real feed, the real dispatcher, a virtual clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select

from busline.clock import VirtualClock
from busline.days import AMSTERDAM, at
from busline.errors import InvalidInput
from busline.example import example_folder
from busline.feed import keys
from busline.feed.client import DispatcherClient
from busline.feed.connection import Feed
from busline.feed.messages import AnyCommand, AnyReply, Command, LineChanged, reply_adapter
from busline.feed.server import EmbeddedFeed
from busline.line_folder import read_folder, take_in
from busline.record.engine import Record
from busline.record.opening import open_record
from busline.record.tables import Driver, Line, Van
from busline.record.tables.base import new_id
from dispatcher.desk.chores.improving import DeskImprover
from dispatcher.desk.chores.upkeep import open_next_day
from dispatcher.desk.line_desk import LineDesk
from dispatcher.desk.standing import fill_next_day
from dispatcher.improver.inline import InlineWorkbench
from dispatcher.improver.unproven import Unproven
from dispatcher.planning.search.neighbourhood_search import NeighbourhoodSearch
from dispatcher.service.line_service import CHORES, LineService
from dispatcher.simulate.settings import MishapKind, SimulatedDay

AHEAD = timedelta(days=7)  # callers book up to a week before
IMPROVES_EVERY = timedelta(minutes=6)
ROUNDS = 200  # of search in one re-planning: the same on a fast machine and a slow one
LEASE_S = 100_000.0  # nobody else wants this line, and its clock is not the feed's

C = TypeVar("C", bound=Command)


class World:
    """One line with its dispatcher, driven step by step."""

    def __init__(self, record: Record, feed: Feed, clock: VirtualClock, line_id: str) -> None:
        self.record = record
        self.feed = feed
        self.clock = clock
        self.line_id = line_id
        self.client = DispatcherClient(feed, clock, reply_timeout_s=1.0)
        self.service = LineService(
            record,
            feed,
            clock,
            line_id,
            holder="simulation",
            lease_s=LEASE_S,
            patience_s=60.0,
            chores=[
                # One day is enough here, and on it only who calls.
                *(chore for chore in CHORES if chore not in (open_next_day, fill_next_day)),
                self._improve,
            ],
        )
        self._improver = DeskImprover(InlineWorkbench(Unproven(NeighbourhoodSearch(iterations=ROUNDS))))
        self._improves_at = clock.now()
        self.service.lease.acquire()
        self.desk: LineDesk = self.service.open_desk()

    def command(self, kind: type[C], **fields: Any) -> C:
        """Return a command of `kind` for this line, sent now."""
        return kind(id=new_id(), line_id=self.line_id, sent_at=self.clock.now(), actor="simulation", **fields)

    def ask(self, command: AnyCommand) -> AnyReply:
        """Send a command over the feed, let the dispatcher carry it out, and return its answer."""
        self.client.tell(command)
        self.service.carry_out(self.desk, self.service.queue.receive(0))
        raw: Any = self.feed.redis.lpop(keys.reply(command.id))
        return reply_adapter.validate_json(raw)

    def _improve(self, desk: LineDesk) -> None:
        """Bring a better plan home and begin the next, every few minutes: a search takes its time."""
        if self.clock.now() >= self._improves_at:
            self._improver(desk)
            self._improves_at = self.clock.now() + IMPROVES_EVERY

    def look_after(self) -> None:
        """Let the dispatcher do what it does between commands."""
        self.service.look_after(self.desk)


@contextmanager
def open_world(day: SimulatedDay, data: Path) -> Iterator[World]:
    """Set the stage for `day` in the folder `data`: the example line in a record of its own.

    Raises
    ------
    InvalidInput
        If `data` has a record already.
    """
    if (data / "record.sqlite3").exists():
        raise InvalidInput(f"{data} has a record already. Name an empty folder, or leave --data out.")
    clock = VirtualClock(at(day.date, time(9), AMSTERDAM) - AHEAD)
    record = open_record(data, clock)
    with EmbeddedFeed(data / "feed") as server:
        feed = Feed(server.url, name="simulation")
        try:
            line_id = _take_in_example(record, day)
            world = World(record, feed, clock, line_id)
            world.ask(world.command(LineChanged, what="import"))
            yield world
        finally:
            feed.close()
            record.close()


def _take_in_example(record: Record, day: SimulatedDay) -> str:
    with record.change("simulation", "the example line") as session:
        take_in(session, read_folder(example_folder()), who="simulation", now=record.clock.now())
        session.flush()
        vans = session.scalars(select(Van).order_by(Van.id)).all()
        if day.vans is not None and not 1 <= day.vans <= len(vans):
            raise InvalidInput(f"The example line has {len(vans)} vans; name 1 to {len(vans)}.")
        drivers = set(session.scalars(select(Driver.id)))
        _refuse_unknown(day, {van.id for van in vans}, drivers)
        for van in vans[day.vans or len(vans) :]:
            van.active = False
        return session.scalars(select(Line.id)).one()


def _refuse_unknown(day: SimulatedDay, vans: set[str], drivers: set[str]) -> None:
    for mishap in day.mishaps:
        known = vans if mishap.kind is MishapKind.WITHDRAW else drivers
        if mishap.whom not in known:
            raise InvalidInput(
                f"The example line has no “{mishap.whom}”; there are {', '.join(sorted(known))}."
            )


def utc_of(day: SimulatedDay, clock_time: time) -> datetime:
    """Return the instant of a local clock time on the simulated day."""
    return at(day.date, clock_time, AMSTERDAM).astimezone(UTC)
