"""Drivers who follow their runs: they report from the van, and traffic is not always as planned."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from busline.days import instant
from busline.feed.messages import DriverEventRecorded
from busline.nouns import BookingState, CallKind, DriverEventKind, DutyState
from busline.record.driver_events import EventWish, store_event
from busline.record.tables.base import new_id
from dispatcher.day.day import BookingOnDay, Day, DutyOnDay, Halt
from dispatcher.simulate.settings import SimulatedDay
from dispatcher.simulate.world import World

LOOK_AGAIN = timedelta(seconds=60)


@dataclass
class SimulatedDriver:
    """One duty's driver. `step` does what is due now and returns when to look again; None: gone home."""

    world: World
    day: SimulatedDay
    duty_id: str
    dice: random.Random
    missing: Callable[[str], bool]
    _arrives_at: datetime | None = None
    _on_break_until: datetime | None = None
    _helping: tuple[DriverEventKind, str, datetime] | None = None  # whom in or out, until when

    def step(self) -> datetime | None:
        """Do the next thing of the run."""
        now = self.world.clock.now()
        day = self._today()
        duty = day.duties[self.duty_id]
        if duty.state in (DutyState.WITHDRAWN, DutyState.DONE) or duty.driver_id is None:
            return None
        if duty.state is DutyState.PLANNED:
            if now < instant(duty.starts_at):
                return instant(duty.starts_at)
            self._report(duty, DriverEventKind.CLOCK_IN)
            return now
        if self._arrives_at is not None:
            return self._arrive(duty, now)
        if self._helping is not None:
            return self._helped(duty, now)
        index = _at(duty)
        if index is None:
            return self._wait_or_leave(duty, now)
        return self._at_halt(day, duty, index, now)

    def _at_halt(self, day: Day, duty: DutyOnDay, index: int, now: datetime) -> datetime | None:
        halt = duty.halts[index]
        if halt.kind is CallKind.BREAK and self._on_break_until is not None:
            if now < self._on_break_until:
                return self._on_break_until
            self._on_break_until = None
            self._report(duty, DriverEventKind.BREAK_END)
            return now
        due = self._next_passenger(day, halt, now)
        if due is not None:
            return due
        if index + 1 == len(duty.halts):
            return self._wait_or_leave(duty, now)
        leave = instant(halt.depart)
        if now < leave:
            return min(leave, now + LOOK_AGAIN)
        return self._drive(duty, halt, duty.halts[index + 1], now)

    def _next_passenger(self, day: Day, halt: Halt, now: datetime) -> datetime | None:
        """Serve one passenger of the halt; return when that is done, or when the next may board."""
        for visit in halt.visits:
            booking = day.bookings.get(visit.ride or "")
            if booking is None:
                continue
            if visit.is_pickup and booking.state is BookingState.CONFIRMED:
                return self._take_in(day, halt, booking, now)
            if not visit.is_pickup and booking.state is BookingState.ON_BOARD:
                return self._serve(day, DriverEventKind.ALIGHTED, booking.id, now)
        return None

    def _take_in(self, day: Day, halt: Halt, booking: BookingOnDay, now: datetime) -> datetime:
        """Let somebody board, or wait until they may or until it is clear that they don't come."""
        if now < instant(booking.pickup_from):
            return instant(booking.pickup_from)
        if not self.missing(booking.id):
            return self._serve(day, DriverEventKind.BOARDED, booking.id, now)
        waited = max(instant(booking.pickup_from), instant(halt.arrived or halt.arrive))
        patience = waited + timedelta(seconds=self.world.desk.line.rules.wait_at_stop_s)
        if now < patience:
            return patience
        self._report(day.duties[self.duty_id], DriverEventKind.NO_SHOW, booking.id)
        return now

    def _serve(self, day: Day, kind: DriverEventKind, booking_id: str, now: datetime) -> datetime:
        took_s = day.bookings[booking_id].boarding_s * self._factor(self.day.behaviour.boarding_spread)
        until = now + timedelta(seconds=round(took_s))
        self._helping = (kind, booking_id, until)
        return until

    def _helped(self, duty: DutyOnDay, now: datetime) -> datetime:
        """Report a passenger once they sit, or are out."""
        assert self._helping is not None
        kind, booking_id, until = self._helping
        if now < until:
            return until
        self._helping = None
        self._report(duty, kind, booking_id)
        return now

    def _drive(self, duty: DutyOnDay, here: Halt, there: Halt, now: datetime) -> datetime:
        self._report(duty, DriverEventKind.DEPARTED)
        drive_s = self.world.desk.line.drive_s(here.stop, there.stop)
        took_s = round(drive_s * self._factor(self.day.behaviour.drive_spread))
        self._arrives_at = now + timedelta(seconds=took_s)
        return self._arrives_at

    def _arrive(self, duty: DutyOnDay, now: datetime) -> datetime | None:
        assert self._arrives_at is not None
        if now < self._arrives_at:
            return self._arrives_at
        self._arrives_at = None
        index = next(i for i, halt in enumerate(duty.halts) if halt.arrived is None)
        halt = duty.halts[index]
        if halt.kind is CallKind.BREAK:
            self._report(duty, DriverEventKind.BREAK_START)
            need = duty.break_need
            self._on_break_until = now + timedelta(seconds=need.duration_s if need else 0)
            return self._on_break_until
        self._report(duty, DriverEventKind.ARRIVED, stop=halt.stop)
        return now

    def _wait_or_leave(self, duty: DutyOnDay, now: datetime) -> datetime | None:
        if now < instant(duty.ends_at):
            return min(instant(duty.ends_at), now + LOOK_AGAIN)
        self._report(duty, DriverEventKind.CLOCK_OUT)
        return None

    def _report(
        self,
        duty: DutyOnDay,
        kind: DriverEventKind,
        booking_id: str | None = None,
        stop: str | None = None,
    ) -> None:
        """Store an event as the driver's page does, and let the dispatcher know."""
        assert duty.driver_id is not None
        now = self.world.clock.now()
        wish = EventWish(
            id=new_id(), duty_id=duty.id, kind=kind, stop_id=stop, booking_id=booking_id, happened_at=now
        )
        with self.world.record.change(duty.driver_id, kind.value) as session:
            event, _ = store_event(session, wish, driver_id=duty.driver_id, now=now)
        self.world.ask(self.world.command(DriverEventRecorded, event_id=event.id))

    def _factor(self, spread: float) -> float:
        return self.dice.lognormvariate(0, spread) if spread else 1.0

    def _today(self) -> Day:
        return self.world.desk.kept_day(self.day.date)


def _at(duty: DutyOnDay) -> int | None:
    """Return the index of the halt where the van stands."""
    for index in range(len(duty.halts) - 1, -1, -1):
        halt = duty.halts[index]
        if halt.arrived is not None:
            return index if halt.departed is None else None
    return None
