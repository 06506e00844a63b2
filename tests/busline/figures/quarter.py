"""A quarter of small days on the tiny line, lived through on a clock: with everything that goes otherwise.

Calls come in, vans drive with delays, people cancel and do not show up, drivers press the wrong button,
windows are withdrawn, hours are corrected days later and, of closed months, in the next one, also those of
duties that nobody clocked in on; the map is replaced on the way, and the clock changes in a night in which
somebody drives.
"""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from busline.clock import VirtualClock
from busline.days import at
from busline.nouns import (
    Aid,
    BookingState,
    CorrectionState,
    DutyState,
    HoursState,
    LegName,
    RefusalReason,
    StopKind,
)
from busline.record.engine import Record, WriteSession
from busline.record.tables import (
    Booking,
    Driver,
    Duty,
    Hours,
    HoursCorrection,
    IdleWindow,
    Line,
    Refusal,
    Request,
    Resident,
    Run,
    Stop,
    TravelMatrix,
)
from tests.tiny_line import LINE, add_tiny_line

ZONE = ZoneInfo("Europe/Amsterdam")
STOPS = ("home", "market", "clinic")
STAYS_AWAY_FROM = date(2026, 10, 1)  # somebody rides no more
NIGHT = date(2026, 10, 25)  # the clock goes back from 03:00 to 02:00
RATES = {"driver_hour_cents": 2815, "van_hour_cents": 433, "day_cents": 3501, "wage_hour_cents": 1717}
ENDS = (
    (BookingState.COMPLETED, 70),
    (BookingState.CANCELLED, 10),
    (BookingState.NO_SHOW, 8),
    (BookingState.BROKEN, 4),
    (BookingState.CONFIRMED, 2),  # nobody ever pressed a button
)


class Quarter:
    """Lives through days in order; ``seed`` decides what happens in them."""

    def __init__(self, record: Record, clock: VirtualClock, seed: int) -> None:
        self._record = record
        self._clock = clock
        self._chance = random.Random(seed)
        self._ids = 0

    def begin(self, first: date) -> None:
        """Add the line, its people and its first map."""
        self._clock.move_to(at(first, time(5), ZONE))
        with self._record.change("test", "the line") as session:
            add_tiny_line(session)
            line = session.get_one(Line, LINE)
            line.rules = line.rules | {"rates": RATES}
            clinic = {"id": "clinic", "name": "Clinic", "kind": StopKind.CARE_LOCATION, "street": ""}
            session.add(Stop(line_id=LINE, lat=52.358, lon=4.781, **clinic))
            session.add(Driver(line_id=LINE, id="dora", name="Dora"))
            for number in range(12):
                session.add(Resident(line_id=LINE, id=f"r{number}", name=f"R {number}", home_stop_id="home"))
        self.draw_map(1, 300)

    def draw_map(self, revision: int, between_s: int) -> None:
        """Keep new driving times: so many seconds between any two stops."""
        seconds = [[0 if a == b else between_s for b in STOPS] for a in STOPS]
        with self._record.change("test", "a map") as session:
            session.add(
                TravelMatrix(
                    line_id=LINE,
                    revision=revision,
                    source="test",
                    computed_at=self._clock.now(),
                    stop_ids=list(STOPS),
                    seconds=seconds,
                    places=[],
                )
            )

    def live(self, day: date) -> None:
        """Live through a day: its calls, its runs, its hours."""
        self._clock.move_to(at(day, time(0, 30), ZONE))
        starts = at(day, time(1), ZONE) if day == NIGHT else at(day, time(9), ZONE)
        window, duty = self._id("w"), self._id("d")
        driver = self._chance.choice(("dirk", "dirk", "dora"))
        with self._record.change("test", "the day") as session:
            spans = {"line_id": LINE, "van_id": "van", "service_date": day, "starts_at": starts}
            spans["ends_at"] = starts + timedelta(hours=8)
            session.add(IdleWindow(id=window, base_stop_id="base", **spans))
            session.flush()
            session.add(Duty(id=duty, window_id=window, driver_id=driver, state=DutyState.PLANNED, **spans))
            session.flush()
            rides = [self._book(session, day, starts) for _ in range(self._chance.randint(0, 4))]
            for _ in range(self._chance.choice((0, 0, 1, 2))):
                self._refuse(session, day, starts)
        if self._chance.random() < 0.1:
            self._withdraw(window)
        elif rides:
            self._drive(duty, starts, rides)
            self._clock.move_to(starts + timedelta(hours=8))
            self._work(duty, driver, day, starts)

    def correct_hours(self, day: date, worked_s: int) -> int:
        """Write the hours of a day otherwise; return how many there were."""
        with self._record.change("test", "misclocked") as session:
            rows = session.query(Hours).filter_by(line_id=LINE, service_date=day).all()
            for row in rows:
                row.worked_to = row.worked_from + timedelta(seconds=worked_s)
                row.state, row.correction_why = HoursState.CORRECTED, "misclocked"
        return len(rows)

    def settle_later(self, day: date, month: date, difference_s: int) -> int:
        """Correct hours of a month that is closed: it counts in `month`; return how many there were."""
        with self._record.change("test", "found later") as session:
            rows = session.query(Hours).filter_by(line_id=LINE, service_date=day).all()
            rows = [row for row in rows if row.worked_to is not None]
            for row in rows:
                assert row.worked_to is not None
                span = row.worked_from, row.worked_to + timedelta(seconds=difference_s)
                self._settle(session, row.duty_id, day, month, span, row.break_s, difference_s)
        return len(rows)

    def settle_unclocked(self, day: date, month: date, worked_s: int) -> int:
        """Say of duties of a closed month that nobody clocked in on what was worked; return how many."""
        with self._record.change("test", "forgot to clock") as session:
            clocked = select(Hours.duty_id)
            duties = session.query(Duty).filter(
                Duty.line_id == LINE, Duty.service_date == day, Duty.id.not_in(clocked)
            )
            rows = duties.all()
            for duty in rows:
                span = duty.starts_at, duty.starts_at + timedelta(seconds=worked_s)
                self._settle(session, duty.id, day, month, span, 0, worked_s)
        return len(rows)

    def show_up_after_all(self, day: date) -> int:
        """Let the no-shows of a day have ridden: the driver had pressed the wrong button; return how many."""
        with self._record.change("test", "wrong button") as session:
            rows = session.query(Booking).filter_by(line_id=LINE, service_date=day).all()
            missing = [row for row in rows if row.state is BookingState.NO_SHOW]
            for row in missing:
                row.state = BookingState.ON_BOARD
                row.boarded_at = row.pickup_from + timedelta(minutes=3)
                session.flush()
                row.state, row.alighted_at = BookingState.COMPLETED, row.pickup_from + timedelta(minutes=17)
        return len(missing)

    def _settle(
        self,
        session: WriteSession,
        hours_id: str,
        day: date,
        month: date,
        span: tuple[datetime, datetime],
        break_s: int,
        difference_s: int,
    ) -> None:
        session.add(
            HoursCorrection(
                line_id=LINE,
                hours_id=hours_id,
                service_date=day,
                month=month,
                worked_from=span[0],
                worked_to=span[1],
                break_s=break_s,
                difference_s=difference_s,
                why="found later",
                asked_by="dirk",
                asked_at=self._clock.now(),
                state=CorrectionState.APPROVED,
            )
        )

    def _id(self, kind: str) -> str:
        self._ids += 1
        return f"{kind}{self._ids:030d}"

    def _book(self, session: WriteSession, day: date, starts: datetime) -> str:
        request, booking = self._id("q"), self._id("b")
        resident = f"r{min(int(self._chance.expovariate(0.3)), 11)}"
        if day < STAYS_AWAY_FROM and self._chance.random() < 0.2:
            resident = "rie"
        wheelchair = self._chance.random() < 0.2
        party = {"seats": self._chance.choice((0, 1)) if wheelchair else self._chance.choice((1, 1, 2))}
        party |= {"wheelchairs": int(wheelchair), "boarding_s": 60}
        shared = {"line_id": LINE, "resident_id": resident, "service_date": day}
        session.add(
            Request(
                id=request,
                made_at=self._clock.now(),
                made_by="test",
                aid=Aid.WHEELCHAIR if wheelchair else Aid.NONE,
                activity_id=self._chance.choice((None, None, "coffee", "bingo")),
                **shared,
                **party,
            )
        )
        session.flush()
        begins = starts + timedelta(minutes=self._chance.randint(5, 400))
        origin, goal = self._chance.sample(STOPS, 2)
        session.add(
            Booking(
                id=booking,
                reference=booking[-12:],
                request_id=request,
                leg=LegName.OUT,
                from_stop_id=origin,
                to_stop_id=goal,
                pickup_from=begins,
                pickup_to=begins + timedelta(minutes=10),
                dropoff_by=begins + timedelta(minutes=30),
                confirmed_at=self._clock.now(),
                **shared,
                **party,
            )
        )
        session.flush()
        return booking

    def _refuse(self, session: WriteSession, day: date, starts: datetime) -> None:
        request = self._id("q")
        shared: dict[str, Any] = {"line_id": LINE, "service_date": day}
        session.add(
            Request(
                id=request,
                resident_id="rie",
                made_at=self._clock.now(),
                made_by="test",
                aid=Aid.NONE,
                seats=1,
                wheelchairs=0,
                boarding_s=60,
                **shared,
            )
        )
        session.flush()
        session.add(
            Refusal(
                request_id=request,
                leg=LegName.OUT,
                from_stop_id="home",
                to_stop_id="market",
                wanted_at=starts + timedelta(minutes=self._chance.randint(0, 480)),
                refused_at=self._clock.now(),
                reason=self._chance.choice(list(RefusalReason)),
                **shared,
            )
        )

    def _withdraw(self, window: str) -> None:
        with self._record.change("test", "needed") as session:
            row = session.get_one(IdleWindow, window)
            row.withdrawn_at, row.withdrawn_why = self._clock.now(), "needed"

    def _drive(self, duty: str, starts: datetime, rides: list[str]) -> None:
        """Drive the rides one after the other, the run first as planned and then as it was."""
        calls: list[dict[str, Any]] = [self._call("base", starts)]
        for booking_id in rides:
            end = self._chance.choices([e for e, _ in ENDS], [weight for _, weight in ENDS])[0]
            with self._record.change("test", "driven") as session:
                booking = session.get_one(Booking, booking_id)
                delay = timedelta(seconds=self._chance.randint(-120, 900), microseconds=123_456)
                came = booking.pickup_from + delay
                lasted = timedelta(seconds=self._chance.randint(200, 1500))
                if end is BookingState.COMPLETED:
                    booking.state, booking.boarded_at = BookingState.ON_BOARD, came + timedelta(minutes=1)
                    session.flush()
                    booking.alighted_at = came + lasted + timedelta(minutes=2)
                booking.state = end
                if end is BookingState.COMPLETED and self._chance.random() < 0.9:  # else the van told nothing
                    calls.append(self._call(booking.from_stop_id, came, board=booking_id))
                    calls.append(self._call(booking.to_stop_id, came + lasted, alight=booking_id))
        calls.append(self._call("base", starts + timedelta(hours=7)))
        with self._record.change("test", "planned") as session:
            planned = [call | {"arrived": None, "departed": None} for call in calls]
            session.add(Run(duty_id=duty, revision=1, calls=planned, breaks=[]))
            session.flush()
            if self._chance.random() < 0.95:  # else nobody said that the van was back
                session.get_one(Run, duty).calls = calls

    def _call(self, stop: str, arrived: datetime, *, board: str = "", alight: str = "") -> dict[str, Any]:
        departed = arrived + timedelta(seconds=75)
        return {
            "kind": "base" if stop == "base" else "stop",
            "stop": stop,
            "arrive": arrived.isoformat(),
            "depart": departed.isoformat(),
            "board": [board] if board else [],
            "alight": [alight] if alight else [],
            "board_first": False,
            "arrived": arrived.astimezone(UTC).isoformat(),
            "departed": departed.astimezone(UTC).isoformat(),
        }

    def _work(self, duty: str, driver: str, day: date, starts: datetime) -> None:
        with self._record.change("test", "clocked") as session:
            hours = Hours(
                duty_id=duty,
                line_id=LINE,
                driver_id=driver,
                service_date=day,
                worked_from=starts - timedelta(seconds=self._chance.randint(0, 900), microseconds=5),
            )
            session.add(hours)
            session.flush()
            if self._chance.random() < 0.95:  # else still clocked in
                hours.worked_to = starts + timedelta(hours=7, seconds=self._chance.randint(0, 3000))
                hours.break_s, hours.state = self._chance.choice((0, 1800)), HoursState.SUBMITTED
