"""A quarter of rides in a record, drawn by chance, of any size."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from busline.nouns import Aid, BookingState, LegName, RefusalReason, RequestState
from busline.record.tables import Booking, DayChange, Refusal, Request, Resident, Stop

STATES = (BookingState.COMPLETED, BookingState.CANCELLED, BookingState.NO_SHOW, BookingState.BROKEN)


def add_quarter(session: Session, line_id: str, first: date, count: int, seed: int = 1) -> None:
    """Add `count` bookings of 90 days from `first`, some cancelled, some late, and a few refusals."""
    chance = random.Random(seed)
    residents = [row.id for row in session.query(Resident).filter_by(line_id=line_id).order_by(Resident.id)]
    stops = [row.id for row in session.query(Stop).filter_by(line_id=line_id).order_by(Stop.id)]
    stops = [stop for stop in stops if not stop.startswith("base")]
    requests: list[dict[str, Any]] = []
    bookings: list[dict[str, Any]] = []
    refusals: list[dict[str, Any]] = []
    for number in range(count):
        day = first + timedelta(days=chance.randrange(90))
        begins = datetime(
            day.year, day.month, day.day, chance.randint(8, 18), chance.choice((0, 20, 40)), tzinfo=UTC
        )
        origin, goal = chance.sample(stops, 2)
        request = _request(f"q{seed}-{number}", line_id, chance.choice(residents), day, begins)
        request["activity_id"] = "koffie-di" if chance.random() < 0.1 else None
        requests.append(request)
        state = chance.choices(STATES, (90, 6, 3, 1))[0]
        bookings.append(_booking(request, number, (origin, goal), begins, state, chance.random() < 0.06))
        if chance.random() < 0.05:
            reason = chance.choice(list(RefusalReason))
            refusals.append(_refusal(request, (origin, goal), begins, reason))
    session.execute(insert(Request), requests)
    session.execute(insert(Booking), bookings)
    if refusals:
        session.execute(insert(Refusal), refusals)
    # What a session flushes marks its days by itself; this many rows at once do not.
    days = sorted({one["service_date"] for one in requests})
    session.execute(insert(DayChange), [{"line_id": line_id, "service_date": day} for day in days])


def _request(name: str, line_id: str, resident: str, day: date, begins: datetime) -> dict[str, Any]:
    return {
        "id": name,
        "line_id": line_id,
        "resident_id": resident,
        "service_date": day,
        "made_at": begins - timedelta(days=1),
        "made_by": "test",
        "state": RequestState.CONFIRMED,
        "aid": Aid.NONE,
        "companions": 0,
        "seats": 1,
        "wheelchairs": 0,
        "boarding_s": 60,
        "replaces": [],
        "offers": [],
        "given_back": [],
        "note": "",
    }


def _booking(
    request: dict[str, Any],
    number: int,
    ends: tuple[str, str],
    begins: datetime,
    state: BookingState,
    late: bool,
) -> dict[str, Any]:
    shared = {key: request[key] for key in ("line_id", "resident_id", "service_date", "seats", "boarding_s")}
    driven = state is BookingState.COMPLETED
    boarded = begins + timedelta(minutes=15 if late else 4)
    return shared | {
        "id": request["id"],
        "reference": f"{request['id']}"[-12:],
        "request_id": request["id"],
        "leg": LegName.OUT,
        "wheelchairs": 0,
        "from_stop_id": ends[0],
        "to_stop_id": ends[1],
        "pickup_from": begins,
        "pickup_to": begins + timedelta(minutes=10),
        "dropoff_by": begins + timedelta(minutes=30),
        "state": state,
        "state_why": "",
        "confirmed_at": request["made_at"],
        "boarded_at": boarded if driven else None,
        "alighted_at": boarded + timedelta(minutes=9) if driven else None,
        "version": 1,
    }


def _refusal(
    request: dict[str, Any], ends: tuple[str, str], begins: datetime, reason: RefusalReason
) -> dict[str, Any]:
    return {
        "id": f"r{request['id']}",
        "line_id": request["line_id"],
        "request_id": request["id"],
        "leg": LegName.BACK,
        "service_date": request["service_date"],
        "from_stop_id": ends[1],
        "to_stop_id": ends[0],
        "wanted_at": begins,
        "refused_at": request["made_at"],
        "reason": reason,
        "explanation": "",
    }
