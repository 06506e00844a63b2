"""Promising rides until the day has as many as wanted, by the planner's own insertion, into the record."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from busline.days import instant
from busline.errors import InvalidInput
from busline.feed.messages import Done
from busline.nouns import BookingState, LegName, RequestState
from busline.record.engine import WriteSession
from busline.record.tables import Booking, Request, RequestLeg
from busline.record.tables.base import new_id
from dispatcher.bench.quote.size import Caller, DaySize
from dispatcher.day.day import BookingOnDay, Day, DutyOnDay
from dispatcher.day.framing.day_memory import DayMemory
from dispatcher.day.framing.framing import frame_day, ride_of
from dispatcher.day.line_data import LineData
from dispatcher.day.offering.quoting import LegToQuote, RequestToQuote, promised
from dispatcher.day.placing import with_route
from dispatcher.day.settling.settling import settle
from dispatcher.desk.committing import Decision
from dispatcher.desk.line_desk import LineDesk

GROUP = 4  # vans that are filled together: the time to fill a day then grows with its size, no faster
MOST_MISSES = 60  # callers in a row who don't fit into a group, before it counts as full

Report = Callable[[int], None]


def fill_day(desk: LineDesk, size: DaySize, people: Iterator[Caller], report: Report) -> None:
    """Promise ``size.rides`` rides on the measured day; `report` is told how many there are.

    Raises
    ------
    InvalidInput
        If they don't fit on so many vans.
    """
    day = desk.day(size.date)
    made = 0
    for group, wanted in _groups(day, size):
        small, taken = _filled(
            desk, replace(day, duties={d.id: d for d in group}, memory=DayMemory()), wanted, people
        )
        day = desk.day(size.date).with_duties(*small.duties.values()).with_bookings(*small.bookings.values())
        desk.commit(Decision(day, Done(), write=_Rows(desk, size, taken, made), who="bench", why="filling"))
        made += len(taken)
        report(made)
    if made < size.rides:
        raise InvalidInput(f"Only {made} of {size.rides} rides fit on {size.vans} vans. Give it more vans.")


def _groups(day: Day, size: DaySize) -> Iterator[tuple[Sequence[DutyOnDay], int]]:
    """Yield some duties at a time with how many rides they shall get: all equally many, but for one."""
    duties = list(day.duties.values())
    for begin in range(0, len(duties), GROUP):
        end = min(begin + GROUP, len(duties))
        yield duties[begin:end], size.rides * end // len(duties) - size.rides * begin // len(duties)


def _filled(
    desk: LineDesk, day: Day, wanted: int, people: Iterator[Caller]
) -> tuple[Day, list[tuple[Caller, BookingOnDay]]]:
    """Return `day` with up to `wanted` more rides on it, and who they are for."""
    taken: list[tuple[Caller, BookingOnDay]] = []
    misses = 0
    while len(taken) < wanted and misses < MOST_MISSES:
        caller = next(people)
        booking = _promise(desk.line, caller)
        framing = frame_day(desk.line, day, desk.now)
        ride = ride_of(desk.line, booking)
        found = framing.find((ride,), framing.duties)[0]
        if found is None:
            misses += 1
            continue
        misses = 0
        place = framing.insertion(ride, found)
        day = with_route(day.with_bookings(booking), framing, place.duty_id, place.route)
        taken.append((caller, booking))
    return settle(desk.line, day, desk.now).day, taken


def _promise(line: LineData, caller: Caller) -> BookingOnDay:
    places = caller.party.places
    request = RequestToQuote(
        id=new_id(),
        legs=(),
        seats=places.seats,
        wheelchairs=places.wheelchairs,
        boarding_s=getattr(line.rules.boarding_s, caller.party.boarding_key),
    )
    leg = LegToQuote(LegName.OUT, caller.from_stop, caller.to_stop, caller.mode, caller.wanted_at)
    return replace(promised(line, request, leg, caller.wanted_at, None), id=new_id())


class _Rows:
    """Writes the requests and bookings of the rides that were put in."""

    def __init__(
        self, desk: LineDesk, size: DaySize, taken: Sequence[tuple[Caller, BookingOnDay]], before: int
    ) -> None:
        self.desk = desk
        self.size = size
        self.taken = taken
        self.before = before

    def __call__(self, session: WriteSession) -> None:
        requests = [self._request(caller, booking) for caller, booking in self.taken]
        session.add_all(requests)
        session.flush()
        for number, ((caller, booking), request) in enumerate(zip(self.taken, requests, strict=True)):
            session.add(self._leg(caller, request))
            session.add(self._booking(booking, request, f"{100_000 + self.before + number}"))

    def _request(self, caller: Caller, booking: BookingOnDay) -> Request:
        return Request(
            id=new_id(),
            line_id=self.desk.owner.line_id,
            resident_id=caller.resident_id,
            service_date=self.size.date,
            made_at=self.desk.clock.now(),
            made_by="bench",
            state=RequestState.CONFIRMED,
            aid=caller.aid,
            companions=0,
            seats=booking.seats,
            wheelchairs=booking.wheelchairs,
            boarding_s=booking.boarding_s,
            replaces=[],
            offers=[],
        )

    def _leg(self, caller: Caller, request: Request) -> RequestLeg:
        return RequestLeg(
            request_id=request.id,
            leg=LegName.OUT,
            line_id=request.line_id,
            from_stop_id=caller.from_stop,
            to_stop_id=caller.to_stop,
            mode=caller.mode,
            wanted_at=instant(caller.wanted_at),
        )

    def _booking(self, booking: BookingOnDay, request: Request, reference: str) -> Booking:
        return Booking(
            id=booking.id,
            line_id=request.line_id,
            reference=reference,
            request_id=request.id,
            leg=LegName.OUT,
            resident_id=request.resident_id,
            service_date=self.size.date,
            from_stop_id=booking.from_stop,
            to_stop_id=booking.to_stop,
            seats=booking.seats,
            wheelchairs=booking.wheelchairs,
            boarding_s=booking.boarding_s,
            pickup_from=instant(booking.pickup_from),
            pickup_to=instant(booking.pickup_to),
            dropoff_by=instant(booking.dropoff_by),
            state=BookingState.CONFIRMED,
            confirmed_at=self.desk.clock.now(),
        )
