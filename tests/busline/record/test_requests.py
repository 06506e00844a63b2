"""What a caller asks for is checked against the line, and stored before anybody answers it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from busline.errors import InvalidInput, UnknownNoun
from busline.nouns import Aid, BookingState, LegName, RequestState
from busline.record.engine import Record
from busline.record.requests import LegWish, RequestWish, store_request
from busline.record.tables import Activity, Request, RequestLeg, Resident, Stop
from tests.busline.record.rides import add_booking, tuesday
from tests.tiny_line import LINE, with_tiny_line


def _leg(at: datetime = tuesday(10), **fields: Any) -> LegWish:
    return LegWish(**({"from_stop": "home", "to_stop": "market", "wanted_at": at} | fields))


def _back(at: datetime) -> LegWish:
    return _leg(at, leg=LegName.BACK, from_stop="market", to_stop="home")


def _store(record: Record, wish: RequestWish, line_id: str = LINE) -> Request:
    with record.change("carla") as session:
        return store_request(session, line_id, wish, who="carla", now=record.clock.now())


def _faults(record: Record, **fields: Any) -> list[tuple[str, str]]:
    """Return where and what is wrong with a wish, and check that nothing was stored."""
    wish = RequestWish(**({"resident_id": "rie", "legs": (_leg(),)} | fields))
    with pytest.raises(InvalidInput) as caught:
        _store(record, wish)
    with record.read() as session:
        assert session.scalars(select(Request).where(Request.made_by == "carla")).all() == []
    return [(fault.where, fault.code) for fault in caught.value.faults]


def test_a_request_there_and_back_is_stored_as_waiting(record: Record) -> None:
    with_tiny_line(record)
    with record.change("test") as session:
        resident = session.get_one(Resident, (LINE, "rie"))
        resident.aid, resident.companions, resident.extra_boarding_s = Aid.WHEELCHAIR, 1, 120
    stored = _store(record, RequestWish(resident_id="rie", legs=(_leg(), _back(tuesday(13)))))
    with record.read() as session:
        request = session.get_one(Request, stored.id)
        legs = session.scalars(select(RequestLeg).order_by(RequestLeg.wanted_at)).all()
    assert (request.state, request.made_by, request.service_date) == (
        RequestState.WAITING,
        "carla",
        date(2026, 11, 24),
    )
    # A wheelchair takes its own place, the companion a seat; 240 s for a wheelchair and 120 s of her own.
    assert (request.seats, request.wheelchairs, request.boarding_s) == (1, 1, 360)
    assert [(leg.leg, leg.from_stop_id, leg.wanted_at) for leg in legs] == [
        (LegName.OUT, "home", tuesday(10)),
        (LegName.BACK, "market", tuesday(13)),
    ]


def test_the_call_may_differ_from_the_card(sqlite_record: Record) -> None:
    record = with_tiny_line(sqlite_record)
    wish = RequestWish(resident_id="rie", legs=(_leg(),), aid=Aid.SCOOTER, companions=1)
    request = _store(record, wish)
    # She sits in a seat, her companion too; the scooter takes a wheelchair place.
    assert (request.seats, request.wheelchairs) == (2, 1)


def test_unknown_line_and_resident(sqlite_record: Record) -> None:
    record = with_tiny_line(sqlite_record)
    wish = RequestWish(resident_id="rie", legs=(_leg(),))
    with pytest.raises(UnknownNoun, match="line"):
        _store(record, wish, "nowhere")
    with pytest.raises(UnknownNoun, match="resident"):
        _store(record, wish.model_copy(update={"resident_id": "nobody"}))
    with record.change("test") as session:
        session.get_one(Resident, (LINE, "rie")).active = False
    with pytest.raises(UnknownNoun, match="resident"):
        _store(record, wish)


@pytest.mark.parametrize(
    ("leg", "where", "code"),
    [
        (_leg(from_stop="nowhere"), "legs.0.from_stop", "unknown-stop"),
        (_leg(to_stop="base"), "legs.0.to_stop", "stop-not-served"),
        (_leg(to_stop="home"), "legs.0.to_stop", "same-stop"),
        (_leg(tuesday(7, 59)), "legs.0.wanted_at", "time-past"),  # the clock stands at 08:00
        (_leg(tuesday(8) + timedelta(days=28, seconds=1)), "legs.0.wanted_at", "too-far-ahead"),
    ],
)
def test_one_way_that_cannot_be(sqlite_record: Record, leg: LegWish, where: str, code: str) -> None:
    record = with_tiny_line(sqlite_record)
    assert _faults(record, legs=(leg,)) == [(where, code)]


@pytest.mark.parametrize(
    ("back", "where", "code"),
    [
        (_back(tuesday(10)), "legs.1.wanted_at", "back-before-out"),
        (_back(tuesday(9)), "legs.1.wanted_at", "back-before-out"),
        (_back(tuesday(13) + timedelta(days=1)), "legs.1.wanted_at", "two-days"),
        (_leg(tuesday(13)), "legs", "leg-names"),
    ],
)
def test_a_way_back_that_cannot_be(sqlite_record: Record, back: LegWish, where: str, code: str) -> None:
    record = with_tiny_line(sqlite_record)
    assert _faults(record, legs=(_leg(), back)) == [(where, code)]


def test_the_way_back_is_blamed_wherever_it_stands(sqlite_record: Record) -> None:
    record = with_tiny_line(sqlite_record)
    assert _faults(record, legs=(_back(tuesday(9)), _leg())) == [("legs.0.wanted_at", "back-before-out")]


def test_a_closed_stop_can_be_booked_until_it_closes(sqlite_record: Record) -> None:
    record = with_tiny_line(sqlite_record)
    with record.change("test") as session:
        session.get_one(Stop, (LINE, "market")).closed_on = date(2026, 11, 25)
    _store(record, RequestWish(resident_id="rie", legs=(_leg(),)))
    wish = RequestWish(resident_id="rie", legs=(_leg(tuesday(10) + timedelta(days=1)),))
    with pytest.raises(InvalidInput) as caught:
        _store(record, wish)
    assert [fault.code for fault in caught.value.faults] == ["stop-closed"]


def test_a_stop_nobody_has_found_yet_is_not_served(sqlite_record: Record) -> None:
    record = with_tiny_line(sqlite_record)
    with record.change("test") as session:
        stop = session.get_one(Stop, (LINE, "market"))
        stop.lat = stop.lon = None
    assert _faults(record) == [("legs.0.to_stop", "stop-not-served")]


def test_a_party_no_van_takes(sqlite_record: Record) -> None:
    record = with_tiny_line(sqlite_record)
    # The van has 4 seats, or 2 and a wheelchair place: 3 companions beside a wheelchair are one too many.
    assert _faults(record, aid=Aid.WHEELCHAIR, companions=3) == [("aid", "no-van-takes-party")]
    assert _faults(record, companions=4) == [("aid", "no-van-takes-party")]


def test_only_the_residents_own_standing_booking_can_be_replaced(sqlite_record: Record) -> None:
    record = with_tiny_line(sqlite_record)
    with record.change("test") as session:
        session.add(Resident(line_id=LINE, id="ko", name="Ko", home_stop_id="home"))
        session.flush()
        own = add_booking(session, "a" * 32)
        other = add_booking(session, "c" * 32, resident="ko")
        over = add_booking(session, "e" * 32, state=BookingState.CANCELLED)
    assert _faults(record, replaces=("no", other.id)) == [
        ("replaces.0", "unknown-booking"),
        ("replaces.1", "unknown-booking"),
    ]
    assert _faults(record, replaces=(over.id,)) == [("replaces.0", "booking-over")]
    assert _faults(record, replaces=(own.id, own.id)) == [("replaces", "booking-twice")]
    assert _store(record, RequestWish(resident_id="rie", legs=(_leg(),), replaces=(own.id,))).replaces == [
        own.id
    ]


def test_what_is_named_must_exist(sqlite_record: Record) -> None:
    record = with_tiny_line(sqlite_record)
    assert _faults(record, activity_id="tea", standing_id="weekly") == [
        ("activity_id", "unknown-activity"),
        ("standing_id", "unknown-standing"),
    ]
    with record.read() as session:
        assert session.scalars(select(Activity)).all() == []


def test_every_fault_is_told_at_once(sqlite_record: Record) -> None:
    record = with_tiny_line(sqlite_record)
    legs = (_leg(tuesday(7), from_stop="nowhere"), _back(tuesday(6)))
    assert {code for _, code in _faults(record, legs=legs, companions=6)} == {
        "time-past",
        "back-before-out",
        "unknown-stop",
        "no-van-takes-party",
    }


@pytest.mark.parametrize(
    ("day", "out", "back"),
    [
        # 23 hours: 01:30 in Amsterdam is one hour ahead of UTC, 23:30 two.
        (date(2026, 3, 29), "2026-03-29T00:30Z", "2026-03-29T21:30Z"),
        # 25 hours: 00:30 is two hours ahead of UTC, 23:30 one.
        (date(2026, 10, 25), "2026-10-24T22:30Z", "2026-10-25T22:30Z"),
    ],
)
def test_both_ends_of_a_day_on_which_the_clock_changes(
    sqlite_record: Record, day: date, out: str, back: str
) -> None:
    record = with_tiny_line(sqlite_record)
    first, last = datetime.fromisoformat(out), datetime.fromisoformat(back)
    now = first - timedelta(hours=12)
    wish = RequestWish(resident_id="rie", legs=(_leg(first), _back(last)))
    with record.change("carla") as session:
        assert store_request(session, LINE, wish, who="carla", now=now).service_date == day
    over = RequestWish(resident_id="rie", legs=(_leg(first), _back(last + timedelta(minutes=30))))
    with record.change("carla") as session, pytest.raises(InvalidInput) as caught:
        store_request(session, LINE, over, who="carla", now=now)
    assert [fault.code for fault in caught.value.faults] == ["two-days"]
