"""A day of the example line with so many requests confirmed, booked at the real desk."""

import tempfile
from datetime import date
from pathlib import Path

from busline.errors import InvalidInput
from busline.feed.messages import Confirmed, ConfirmOffers, DeclineOffers, Offers, QuoteRequest
from busline.progress import Report
from busline.record.requests import store_request
from busline.record.windows import windows_of_day
from dispatcher.day.framing.framing import Framing, frame_day
from dispatcher.day.offering.quoting import best_of
from dispatcher.simulate.demand import Call, draw_calls
from dispatcher.simulate.settings import Behaviour, SimulatedDay
from dispatcher.simulate.world import World, open_world

TUESDAY = date(2026, 11, 24)
CALLS_A_REQUEST = 3  # so many callers are drawn: not everybody finds a ride


def booked_day(requests: int, vans: int, seed: int, report: Report) -> Framing:
    """Return the day as the planner sees it, a week ahead, with the plan that the desk alone has made of it.

    The vans drive in the line's own windows. Callers are those of a simulated day, and each takes the best
    that is offered.

    Raises
    ------
    InvalidInput
        If the line has fewer vans, or fewer requests find a ride.
    """
    calm = Behaviour.calm().model_copy(update={"decline_share": 0.0})
    day = SimulatedDay(TUESDAY, seed, CALLS_A_REQUEST * requests, vans, calm)
    with tempfile.TemporaryDirectory(prefix="busline-day-") as folder, open_world(day, Path(folder)) as world:
        booked = 0
        for call in _calls(world, day):
            booked += _book(world, call)
            report("Booking rides", booked, requests)
            if booked == requests:
                return frame_day(world.desk.line, world.desk.day(day.date), world.desk.now)
    raise InvalidInput(f"Only {booked} of {requests} requests find a ride on {vans} vans. Ask for fewer.")


def _calls(world: World, day: SimulatedDay) -> list[Call]:
    world.desk.day(day.date)  # makes its windows and duties
    with world.record.read() as session:
        windows = windows_of_day(session, world.line_id, day.date)
        return draw_calls(session, day, windows, world.clock.now())


def _book(world: World, call: Call) -> bool:
    """Take a call; tell whether a ride was booked."""
    with world.record.change("bench", "a call") as session:
        request = store_request(session, world.line_id, call.wish, who="bench", now=world.clock.now())
    offers = world.ask(world.command(QuoteRequest, request_id=request.id))
    chosen = best_of(offers.legs) if isinstance(offers, Offers) else []
    if not chosen:
        world.ask(world.command(DeclineOffers, request_id=request.id, why="does not suit"))
        return False
    ids = tuple(offer.id for offer in chosen)
    made = world.ask(world.command(ConfirmOffers, request_id=request.id, offer_ids=ids))
    return isinstance(made, Confirmed)
