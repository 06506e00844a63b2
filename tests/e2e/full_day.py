"""A full day of the example line at a real desk, driven as planned until something happens to it."""

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count

from busline.errors import BuslineError
from busline.feed.messages import ConfirmOffers, Offers, QuoteRequest, WithdrawWindow
from busline.nouns import DutyState
from busline.record.requests import RequestWish, store_request
from busline.record.windows import windows_of_day
from busline.reports.day import export_day
from dispatcher.day.day import DutyOnDay
from dispatcher.simulate.demand import draw_calls
from dispatcher.simulate.drivers import SimulatedDriver
from dispatcher.simulate.settings import Behaviour, SimulatedDay
from dispatcher.simulate.world import World

CALLERS = 500


@dataclass
class FullDay:
    """A day that callers fill and drivers drive, by dice."""

    world: World
    date: date
    dice: random.Random
    _drivers: list[tuple[datetime, int, SimulatedDriver]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def fill(self, rides_in_a_window: int) -> str:
        """Book what callers ask for until a window carries that many rides; return that window.

        On some days callers ask on after that, so that the other vans are full as well.
        """
        world = self.world
        world.desk.day(self.date)
        with world.record.read() as session:
            windows = windows_of_day(session, world.line_id, self.date)
            day = SimulatedDay(self.date, self.dice.randrange(10**6), requests=CALLERS)
            calls = draw_calls(session, day, windows, world.clock.now())
        self.dice.shuffle(calls)
        more = self.dice.choice((0, 0, 20, 60))
        for number, call in enumerate(calls):
            self._book(call.wish)
            fullest = self._fullest()
            if len(self.rides_of(fullest)) >= rides_in_a_window:
                for further in calls[number + 1 : number + 1 + more]:
                    self._book(further.wish)
                return self._fullest().window_id
        raise AssertionError(f"{CALLERS} callers did not fill a window with {rides_in_a_window} rides")

    def _fullest(self) -> DutyOnDay:
        duties = self.world.desk.day(self.date).duties.values()
        return max(duties, key=lambda duty: len(self.rides_of(duty)))

    def rides_of(self, duty: DutyOnDay) -> set[str]:
        """Return the bookings that a duty carries or has carried."""
        return {one for halt in duty.halts for one in halt.board}

    def drive_until(self, moment: datetime) -> None:
        """Let everybody drive exactly as planned until `moment`."""
        if not self._drivers:
            self._put_drivers_on()
        clock = self.world.clock
        while self._drivers and self._drivers[0][0] <= moment:
            due, _, driver = heapq.heappop(self._drivers)
            clock.move_to(max(due, clock.now()))
            self._go_on(driver)
        clock.move_to(max(moment, clock.now()))

    def withdraw(self, window_id: str) -> WithdrawWindow:
        """Return the lender's command to take a window back from now on."""
        now = self.world.clock.now()
        return self.world.command(WithdrawWindow, window_id=window_id, from_instant=now, why="needed")

    def export(self) -> dict[str, object]:
        """Return the day as ``busline export day`` writes it."""
        with self.world.record.read() as session:
            return export_day(session, self.world.line_id, self.date)

    def _book(self, wish: RequestWish) -> None:
        world = self.world
        try:
            with world.record.change("carla") as session:
                request = store_request(session, world.line_id, wish, who="carla", now=world.clock.now()).id
        except BuslineError:
            return  # the same resident asks for two rides at once
        offers = world.desk.handle(world.command(QuoteRequest, request_id=request))
        assert isinstance(offers, Offers), offers
        chosen = tuple(leg.offers[0].id for leg in offers.legs if leg.offers)
        if chosen:
            # Two offers may not fit together: then the caller has no ride.
            world.desk.handle(world.command(ConfirmOffers, request_id=request, offer_ids=chosen))

    def _put_drivers_on(self) -> None:
        day = SimulatedDay(self.date, 0, behaviour=Behaviour.calm())
        for duty in self.world.desk.day(self.date).duties.values():
            if duty.state is not DutyState.WITHDRAWN:
                self._go_on(SimulatedDriver(self.world, day, duty.id, self.dice, lambda _: False))

    def _go_on(self, driver: SimulatedDriver) -> None:
        again = driver.step()
        if again is not None:
            heapq.heappush(self._drivers, (again, next(self._numbers), driver))
