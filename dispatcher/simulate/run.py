"""Running a simulated day: callers, drivers and mishaps in the order of their times."""

import heapq
import itertools
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import select

from busline.days import day_span
from busline.errors import BuslineError
from busline.feed.messages import (
    CancelBookings,
    Confirmed,
    ConfirmOffers,
    DeclineOffers,
    DriverUnavailable,
    Offers,
    QuoteRequest,
    WithdrawWindow,
)
from busline.nouns import DutyState
from busline.record.requests import store_request
from busline.record.tables import IdleWindow
from busline.record.windows import windows_of_day
from dispatcher.day.offering.quoting import best_of
from dispatcher.simulate.demand import Call, draw_calls
from dispatcher.simulate.drivers import SimulatedDriver
from dispatcher.simulate.settings import Mishap, MishapKind, SimulatedDay
from dispatcher.simulate.world import World, utc_of

log = structlog.get_logger()

UPKEEP_EVERY = timedelta(minutes=2)
UPKEEP_BETWEEN = timedelta(minutes=10)  # while every van stands still
Step = Callable[[], datetime | None]


class Simulation:
    """One day. `run` plays it to its end; ``report`` is told how far it is, from 0 to 1."""

    def __init__(self, world: World, day: SimulatedDay) -> None:
        self.world = world
        self.day = day
        self.unanswered = 0
        self._dice = random.Random(day.seed + 1)
        self._missing: set[str] = set()
        self._driven: set[str] = set()
        self._due: list[tuple[datetime, int, Step]] = []
        self._count = itertools.count()

    def run(self, report: Callable[[float], None]) -> None:
        """Play the day: calls from a week before on, then the drivers, until all are home."""
        begin, end = day_span(self.day.date, self.world.desk.line.zone)
        self._schedule_calls()
        for mishap in self.day.mishaps:
            self._at(utc_of(self.day, mishap.at), partial(self._happen, mishap))
        self._at(begin + timedelta(hours=5), self._upkeep)
        start = self.world.clock.now()
        while self._due:
            moment, _, step = heapq.heappop(self._due)
            if moment >= end:
                break
            self.world.clock.move_to(moment)
            report((moment - start) / (end - start))
            again = step()
            if again is not None:
                self._at(again, step)
        self.world.clock.move_to(end)

    def _at(self, moment: datetime, step: Step) -> None:
        heapq.heappush(self._due, (moment, next(self._count), step))

    def _schedule_calls(self) -> None:
        self.world.desk.day(self.day.date)  # makes its windows and duties
        with self.world.record.read() as session:
            windows = windows_of_day(session, self.world.line_id, self.day.date)
            calls = draw_calls(session, self.day, windows, self.world.clock.now())
        for call in calls:
            self._at(call.at, partial(self._answer, call))

    def _answer(self, call: Call) -> None:
        """Take one call as a coordinator does: store, quote, read out, confirm or decline."""
        try:
            with self.world.record.change("coordinator", "a call") as session:
                request = store_request(
                    session,
                    self.world.line_id,
                    call.wish,
                    who="coordinator",
                    now=self.world.clock.now(),
                )
        except BuslineError as fault:
            log.warning("call not taken", why=fault.detail)
            self.unanswered += 1
            return
        reply = self.world.ask(self.world.command(QuoteRequest, request_id=request.id))
        assert isinstance(reply, Offers), reply
        chosen = best_of(reply.legs) if call.accepts else []
        if not chosen:
            if any(leg.offers for leg in reply.legs):
                self.world.ask(self.world.command(DeclineOffers, request_id=request.id, why="does not suit"))
            return
        ids = tuple(offer.id for offer in chosen)
        made = self.world.ask(self.world.command(ConfirmOffers, request_id=request.id, offer_ids=ids))
        if isinstance(made, Confirmed):
            self._expect(call, made)

    def _expect(self, call: Call, made: Confirmed) -> None:
        """Decide now which of the booked rides will be cancelled, or not shown up for."""
        for ride in made.bookings:
            if self._dice.random() < self.day.behaviour.no_show_share:
                self._missing.add(ride.booking_id)
        if call.cancels:
            first = min(ride.promise.pickup_from for ride in made.bookings)
            ids = tuple(ride.booking_id for ride in made.bookings)
            self._at(max(first - timedelta(hours=2), self.world.clock.now()), partial(self._cancel, ids))

    def _cancel(self, booking_ids: tuple[str, ...]) -> None:
        self.world.ask(self.world.command(CancelBookings, booking_ids=booking_ids, why="not needed"))

    def _upkeep(self) -> datetime:
        self.world.look_after()
        self._send_drivers()
        day = self.world.desk.kept_day(self.day.date)
        on_the_road = any(duty.state is DutyState.UNDER_WAY for duty in day.duties.values())
        return self.world.clock.now() + (UPKEEP_EVERY if on_the_road else UPKEEP_BETWEEN)

    def _send_drivers(self) -> None:
        """Let somebody drive each duty; one that relieves another driver is new during the day."""
        for duty in self.world.desk.kept_day(self.day.date).duties.values():
            if duty.id in self._driven:
                continue
            self._driven.add(duty.id)
            driver = SimulatedDriver(
                self.world,
                self.day,
                duty.id,
                random.Random(f"{self.day.seed}:{duty.van_id}:{duty.starts_at}"),
                self._missing.__contains__,
            )
            self._at(self.world.clock.now(), driver.step)

    def _happen(self, mishap: Mishap) -> None:
        now = self.world.clock.now()
        _, end = day_span(self.day.date, self.world.desk.line.zone)
        if mishap.kind is MishapKind.ILL:
            self.world.ask(
                self.world.command(
                    DriverUnavailable, driver_id=mishap.whom, starts_at=now, ends_at=end, why="ill"
                )
            )
            return
        with self.world.record.read() as session:
            windows = session.scalars(
                select(IdleWindow.id).where(
                    IdleWindow.van_id == mishap.whom,
                    IdleWindow.service_date == self.day.date,
                    IdleWindow.ends_at > now,
                )
            ).all()
        for window_id in windows:
            self.world.ask(
                self.world.command(
                    WithdrawWindow, window_id=window_id, from_instant=now, why="needed by Cordaan"
                )
            )
