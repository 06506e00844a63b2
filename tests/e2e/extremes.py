"""A line with nobody on it, and one with more rides in a day than it ever has."""

from collections.abc import Callable
from datetime import datetime, timedelta

from playwright.sync_api import Page
from sqlalchemy import delete
from sqlalchemy.orm import Session

from busline.nouns import Call, CallKind, DutyState, LegName, RequestState, TimeMode
from busline.record.engine import Record
from busline.record.tables import (
    Booking,
    Duty,
    IdleWindow,
    Request,
    RequestLeg,
    Resident,
    Run,
    StandingBooking,
    WindowPattern,
)
from tests.api.house import BASE, DAY, HOME, LINE, SHOPS, at
from tests.e2e.line_on_a_clock import LineOnAClock
from tests.e2e.states import State

RIDES = 300
VANS = (("van-1", "anna"), ("van-2", "bram"), ("van-3", "carla"), ("van-4", "daan"))


def empty_the_line(record: Record) -> None:
    """Leave stops and drivers, and nobody who rides or is lent."""
    with record.change("test") as session:
        for table in (StandingBooking, IdleWindow, WindowPattern, Resident):
            session.execute(delete(table).where(table.line_id == LINE))


def fill_the_day(record: Record) -> None:
    """Promise 300 rides, a quarter of them on each van, two people on board at most of the time."""
    with record.change("test") as session:
        for lane, (van, driver) in enumerate(VANS):
            duty = _add_duty(session, van, driver)
            calls = [_at_base(at("09:00"))]
            for number in range(lane, RIDES, len(VANS)):
                booking = _add_ride(session, number)
                calls += _calls_of(booking)
            calls = [*sorted(calls, key=lambda call: call.arrive), _at_base(at("19:30"))]
            rows = [call.model_dump(mode="json") for call in calls]
            session.add(Run(duty_id=duty, revision=1, calls=rows, breaks=[]))


def _add_duty(session: Session, van: str, driver: str) -> str:
    key, span = f"full-{van}", {"starts_at": at("08:55"), "ends_at": at("19:35")}
    common = {"id": key, "line_id": LINE, "van_id": van, "service_date": DAY, **span}
    session.add(IdleWindow(base_stop_id=BASE, **common))
    session.flush()
    session.add(Duty(window_id=key, driver_id=driver, state=DutyState.PLANNED, **common))
    session.flush()
    return key


def _add_ride(session: Session, number: int) -> Booking:
    pickup = at("09:05") + timedelta(minutes=2 * number)
    common = {"line_id": LINE, "resident_id": f"b{number % 40 + 1:03d}", "service_date": DAY}
    places = {"seats": 1, "wheelchairs": 0, "boarding_s": 60}
    way = {"leg": LegName.OUT, "from_stop_id": HOME, "to_stop_id": SHOPS}
    request = Request(
        id=f"request-{number}",
        made_at=at("08:00"),
        made_by="test",
        state=RequestState.CONFIRMED,
        aid="none",
        companions=0,
        **common,
        **places,
    )
    session.add(request)
    session.flush()
    leg = {"request_id": request.id, "line_id": LINE, "mode": TimeMode.DEPART_AT, "wanted_at": pickup}
    session.add(RequestLeg(**leg, **way))
    booking = Booking(
        id=f"ride-{number}",
        reference=f"{number:06d}",
        request_id=request.id,
        pickup_from=pickup,
        pickup_to=pickup + timedelta(minutes=10),
        dropoff_by=pickup + timedelta(minutes=40),
        confirmed_at=at("08:00"),
        **way,
        **common,
        **places,
    )
    session.add(booking)
    session.flush()
    return booking


def _calls_of(booking: Booking) -> list[Call]:
    there = booking.pickup_from + timedelta(minutes=14)
    boards = Call(stop=HOME, arrive=booking.pickup_from, depart=booking.pickup_from, board=(booking.id,))
    return [boards, Call(stop=SHOPS, arrive=there, depart=there, alight=(booking.id,))]


def _at_base(moment: datetime) -> Call:
    return Call(kind=CallKind.BASE, stop=BASE, arrive=moment, depart=moment)


def _page(path: str) -> Callable[[Page, LineOnAClock], None]:
    def reach(page: Page, _line: LineOnAClock) -> None:
        page.goto(path)

    return reach


def _search(page: Page, _line: LineOnAClock) -> None:
    page.goto("/desk")
    page.locator("#who").press_sequentially("jan")
    page.wait_for_selector("#who-list [role=option]")


EMPTY_STATES = (
    State("empty-desk", "corrie", _page("/desk")),
    State("empty-desk-search", "corrie", _search),
    State("empty-board", "corrie", _page("/board")),
    State("empty-lend", "cor", _page("/lend")),
    State("empty-review-day", "wil", _page("/review")),
    State("empty-review-month", "wil", _page("/review/month")),
    State("empty-drive", "hans", _page("/drive")),
)
FULL_STATES = (
    State("full-desk", "corrie", _page("/desk?resident=b001")),
    State("full-board", "corrie", _page("/board")),
    State("full-board-run", "corrie", _page("/board?duty=full-van-1")),
    State("full-drive", "anna", _page("/drive?duty=full-van-1")),
    State("full-review-day", "wil", _page("/review")),
)
