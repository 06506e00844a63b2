"""A day on which anything may happen, in any order: a walk of random steps at a real desk.

The line is the small one with a second, long window on v2 (10:00 to 16:00, which owes a break).
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from busline.clock import VirtualClock
from busline.days import instant, seconds
from busline.errors import BuslineError
from busline.feed.messages import (
    AnyReply,
    CancelBookings,
    Command,
    Confirmed,
    ConfirmOffers,
    DeclineOffers,
    DriverEventRecorded,
    DriverUnavailable,
    MoveRide,
    Offers,
    QuoteRequest,
    UndoBookings,
    WithdrawWindow,
)
from busline.nouns import BookingState, CallKind, DriverEventKind, DutyState, LegName, TimeMode
from busline.record import tables as t
from busline.record.driver_events import EventWish, store_event
from busline.record.engine import Record
from busline.record.requests import LegWish, RequestWish, store_request
from busline.record.tables.base import new_id
from dispatcher.day.day import DutyOnDay, Halt
from dispatcher.desk.chores import upkeep
from dispatcher.desk.chores.improving import DeskImprover
from dispatcher.desk.line_desk import LineDesk
from dispatcher.improver.inline import InlineWorkbench
from dispatcher.improver.unproven import Unproven
from dispatcher.planning.search.neighbourhood_search import NeighbourhoodSearch
from dispatcher.service.line_service import LineService
from tests.dispatcher.desk.small_line import STOPS, TUESDAY, at

RESIDENTS = ("ann", "bob", "wim")


def add_long_window(record: Record) -> None:
    """Lend v2 from 12:00 to 18:00 as well, with a driver for it."""
    with record.change("test") as session:
        session.add(t.Driver(line_id="small", id="driver3", name="driver3 Voorbeeld"))
        session.flush()
        session.add(t.WindowPattern(line_id="small", van_id="v2", weekday=1, starts=time(12), ends=time(18)))
        session.add(
            t.AvailabilityPattern(
                line_id="small", driver_id="driver3", weekday=1, starts=time(11), ends=time(19)
            )
        )


@dataclass
class AnyDay:
    """A desk, a clock and dice. `step` does one thing and returns its name."""

    record: Record
    service: LineService
    clock: VirtualClock
    dice: random.Random
    desk: LineDesk = field(init=False)
    improver: DeskImprover = field(init=False)
    offered: list[Offers] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk = self.service.open_desk()
        search = NeighbourhoodSearch(iterations=20)
        self.improver = DeskImprover(InlineWorkbench(Unproven(search)))
        self.steps: list[tuple[int, Callable[[], object]]] = [
            (8, self.call),
            (6, self.confirm),
            (1, self.decline),
            (2, self.cancel),
            (2, self.undo),
            (3, self.move),
            (2, self.pin),
            (14, self.drive),
            (2, self.say_late),
            (10, self.pass_time),
            (2, self.improve),
            (1, self.reopen),
            (1, self.withdraw),
            (1, self.fall_ill),
        ]

    def step(self) -> str:
        """Do one random thing."""
        weights = [weight for weight, _ in self.steps]
        doing = self.dice.choices([step for _, step in self.steps], weights)[0]
        before = self.clock.now()
        outcome = doing()
        if self.clock.now() > before:
            upkeep.follow_time(self.desk)  # as the service does every few seconds
        name = doing.__name__
        self.log.append(f"{self.clock.now():%H:%M:%S} {name}: {outcome}")
        return name

    def tell(self, kind: type[Command], **fields: Any) -> AnyReply:
        """Hand the desk a command."""
        command = kind(id=new_id(), line_id="small", actor="carla", sent_at=self.clock.now(), **fields)
        reply = self.desk.handle(command)  # type: ignore[arg-type]
        self.desk.once_answered()
        return reply

    # -- callers -----------------------------------------------------------------------------------

    def call(self) -> str:
        """Somebody asks for a ride; now and then to change the one they have."""
        resident = self.dice.choice(RESIDENTS)
        replaces = self._own_booking(resident) if self.dice.random() < 0.2 else ()
        start, end = self.dice.sample(STOPS[1:], 2)
        wanted = at("09:30") + timedelta(minutes=5 * self.dice.randint(0, 100))
        mode = self.dice.choice(list(TimeMode))
        legs = [LegWish(from_stop=start, to_stop=end, mode=mode, wanted_at=wanted)]
        if self.dice.random() < 0.3:
            back_at = wanted + timedelta(minutes=5 * self.dice.randint(2, 20))
            legs.append(LegWish(leg=LegName.BACK, from_stop=end, to_stop=start, wanted_at=back_at))
        wish = RequestWish(resident_id=resident, legs=tuple(legs), replaces=replaces)
        try:
            with self.record.change("carla") as session:
                request = store_request(session, "small", wish, who="carla", now=self.clock.now()).id
        except BuslineError as fault:
            return fault.code
        reply = self.tell(QuoteRequest, request_id=request)
        if isinstance(reply, Offers) and any(leg.offers for leg in reply.legs):
            self.offered.append(reply)
        return f"{resident} {start}-{end} {wanted:%H:%M}Z {mode} -> {_short(reply)}"

    def confirm(self) -> str:
        """A caller takes offers that were read out, the latest or some older ones."""
        if not self.offered:
            return "nothing offered"
        offers = self.offered.pop(self.dice.choice((-1, -1, 0)))
        ids = tuple(self.dice.choice(leg.offers).id for leg in offers.legs if leg.offers)
        reply = self.tell(ConfirmOffers, request_id=offers.request_id, offer_ids=ids)
        if isinstance(reply, Confirmed):
            return " ".join(ride.booking_id[:4] for ride in reply.bookings)
        return _short(reply)

    def decline(self) -> str:
        """A caller takes none."""
        if not self.offered:
            return "nothing offered"
        return _short(self.tell(DeclineOffers, request_id=self.offered.pop().request_id))

    def cancel(self) -> str:
        """Somebody takes a ride back, in whatever state it is."""
        bookings = list(self.desk.day(TUESDAY).bookings)
        if not bookings:
            return "no bookings"
        chosen = self.dice.choice(bookings)
        return f"{chosen[:4]} {_short(self.tell(CancelBookings, booking_ids=(chosen,)))}"

    def undo(self) -> str:
        """A coordinator takes a change or a cancellation back, long ago or just now."""
        bookings = self.desk.day(TUESDAY).bookings.values()
        waiting = [booking.id for booking in bookings if booking.state is BookingState.CONFIRMED]
        cancelled = [booking.id for booking in bookings if booking.state is BookingState.CANCELLED]
        if not cancelled:
            return "nothing to give back"
        gone = (self.dice.choice(waiting),) if waiting and self.dice.random() < 0.5 else ()
        back = (self.dice.choice((cancelled[-1], self.dice.choice(cancelled))),)
        return f"{gone} {back} {_short(self.tell(UndoBookings, booking_ids=gone, reinstate=back))}"

    def move(self) -> str:
        """A coordinator puts a ride on another duty of the day, where it fits or not; seldom unpinned."""
        day = self.desk.day(TUESDAY)
        if not day.bookings:
            return "no bookings"
        chosen, there = self.dice.choice(list(day.bookings)), self.dice.choice(list(day.duties))
        reply = self.tell(MoveRide, booking_id=chosen, duty_id=there, pin=self.dice.random() < 0.8)
        return f"{chosen[:4]} to {there[:4]} {_short(reply)}"

    def pin(self) -> str:
        """A coordinator wants a ride to stay on its van, or no longer."""
        bookings = list(self.desk.day(TUESDAY).bookings)
        if not bookings:
            return "no bookings"
        chosen, on = self.dice.choice(bookings), self.dice.random() < 0.6
        return f"{chosen[:4]} {on} {_short(self.tell(MoveRide, booking_id=chosen, pin=on))}"

    def _own_booking(self, resident: str) -> tuple[str, ...]:
        with self.record.read() as session:
            rows = session.query(t.Booking).filter_by(resident_id=resident, state=BookingState.CONFIRMED)
            ids = sorted(row.id for row in rows)
        return (self.dice.choice(ids),) if ids else ()

    # -- the world ---------------------------------------------------------------------------------

    def pass_time(self) -> str:
        """Time passes."""
        self.clock.advance(timedelta(seconds=self.dice.choice((20, 60, 150, 300, 900))))
        return ""

    def improve(self) -> str:
        """The improver brings home what it has and takes the next."""
        self.improver(self.desk)
        return ""

    def reopen(self) -> str:
        """Another desk takes the line."""
        self.desk = self.service.open_desk()
        return ""

    def withdraw(self) -> str:
        """Cordaan needs a van itself; seldom."""
        if self.dice.random() < 0.7:
            return "not now"
        with self.record.read() as session:
            windows = session.query(t.IdleWindow).filter_by(withdrawn_at=None).order_by("starts_at", "van_id")
            window = self.dice.choice([row.id for row in windows] or [""])
        if not window:
            return "none left"
        moment = self.clock.now() + timedelta(minutes=self.dice.choice((0, 0, 30)))
        return _short(self.tell(WithdrawWindow, window_id=window, from_instant=moment, why="needed"))

    def fall_ill(self) -> str:
        """A driver can't drive for the rest of the day, from now on or from soon; seldom."""
        if self.dice.random() < 0.7:
            return "not now"
        driver = self.dice.choice(("driver1", "driver2", "driver3"))
        since = self.clock.now() + timedelta(minutes=self.dice.choice((0, 0, 60, 120)))
        reply = self.tell(
            DriverUnavailable,
            driver_id=driver,
            starts_at=since,
            ends_at=since + timedelta(hours=10),
            why="ill",
        )
        return f"{driver} {_short(reply)}"

    def drive(self) -> str:
        """One driver does what is next, early or late."""
        duties = [d for d in self.desk.day(TUESDAY).duties.values() if d.drives and d.driver_id]
        duties = [d for d in duties if d.starts_at <= self.desk.now + 60]
        if not duties:
            return "nobody on duty"
        duty = self.dice.choice(duties)
        return f"{duty.van_id} {self._next_event(duty)}"

    def say_late(self) -> str:
        """A driver on the road says that the van comes later, for what it is worth."""
        duties = [d for d in self.desk.day(TUESDAY).duties.values() if d.state is DutyState.UNDER_WAY]
        if not duties:
            return "nobody on the road"
        duty, minutes = self.dice.choice(duties), self.dice.choice((5, 10, 15))
        return f"{duty.van_id} {self.report(duty, DriverEventKind.LATE, minutes=minutes)}"

    def _next_event(self, duty: DutyOnDay) -> str:
        if duty.state is DutyState.PLANNED:
            return self.report(duty, DriverEventKind.CLOCK_IN)
        here = next(
            (i for i in range(len(duty.halts) - 1, -1, -1) if duty.halts[i].arrived is not None), None
        )
        if here is None:
            return self._go_home(duty)
        if duty.halts[here].departed is not None:
            return self._arrive(duty, duty.halts[here], duty.halts[here + 1])
        return self._at_halt(duty, here)

    def _at_halt(self, duty: DutyOnDay, here: int) -> str:
        halt, day = duty.halts[here], self.desk.day(TUESDAY)
        for one in halt.alight:
            if day.bookings[one].state is BookingState.ON_BOARD:
                return self.report(duty, DriverEventKind.ALIGHTED, booking=one)
        for one in halt.board:
            booking = day.bookings[one]
            if booking.state is BookingState.CONFIRMED:
                if self.desk.now < booking.pickup_from:
                    self.clock.move_to(instant(booking.pickup_from))
                missing = self.dice.random() < 0.1
                kind = DriverEventKind.NO_SHOW if missing else DriverEventKind.BOARDED
                return self.report(duty, kind, booking=one)
        if here + 1 == len(duty.halts):
            return self._go_home(duty)
        if self.desk.now < halt.depart and self.dice.random() < 0.5:
            self.clock.move_to(instant(halt.depart))
        return self.report(duty, DriverEventKind.DEPARTED)

    def _arrive(self, duty: DutyOnDay, here: Halt, there: Halt) -> str:
        assert here.departed is not None
        drive_s = self.desk.line.drive_s(here.stop, there.stop) * self.dice.choice((0.9, 1.0, 1.0, 1.3, 2.5))
        self.clock.move_to(instant(here.departed + round(drive_s)))
        if there.kind is CallKind.BREAK:
            return self.report(duty, DriverEventKind.BREAK_START)
        return self.report(duty, DriverEventKind.ARRIVED, stop=there.stop)

    def _go_home(self, duty: DutyOnDay) -> str:
        if self.desk.now < duty.ends_at and self.dice.random() < 0.95:
            return "waits at the base"
        return self.report(duty, DriverEventKind.CLOCK_OUT)

    def report(
        self,
        duty: DutyOnDay,
        kind: DriverEventKind,
        *,
        booking: str | None = None,
        stop: str | None = None,
        minutes: int | None = None,
    ) -> str:
        """Store an event as the driver's page does and tell the desk."""
        assert duty.driver_id is not None
        now: datetime = self.clock.now()
        wish = EventWish(
            id=new_id(),
            duty_id=duty.id,
            kind=kind,
            stop_id=stop,
            booking_id=booking,
            minutes=minutes,
            happened_at=now,
        )
        with self.record.change(duty.driver_id, kind.value) as session:
            event, _ = store_event(session, wish, driver_id=duty.driver_id, now=now)
        reply = self.tell(DriverEventRecorded, event_id=event.id)
        return f"{kind.value} {stop or ''}{(booking or '')[:4]} -> {_short(reply)}"

    @property
    def now(self) -> int:
        """The present in seconds."""
        return seconds(self.clock.now())


def _short(reply: AnyReply) -> str:
    if isinstance(reply, Offers):
        return "/".join(str(len(leg.offers)) for leg in reply.legs) + " offers"
    text = str(getattr(reply, "code", None) or getattr(reply, "result", reply))
    return text[:120]
