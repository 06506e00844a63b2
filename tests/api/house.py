"""A running application on the example line, with somebody of each role who comes in."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import delete
from sqlalchemy.orm import Session

from api.access.passwords import hash_password
from api.access.permissions import Role
from api.access.tokens import hash_secret
from api.app import create_app
from busline.clock import VirtualClock
from busline.feed.connection import Feed
from busline.nouns import (
    Call,
    CallKind,
    CorrectionState,
    DutyState,
    HoursState,
    LegName,
    MessageChannel,
    MessageKind,
    MessageState,
    NoticeKind,
    RefusalReason,
    RequestState,
    RosterState,
    TaskKind,
    TimeMode,
    WaitingState,
)
from busline.nouns.lending import ProposalSource
from busline.record.engine import Record
from busline.record.tables import (
    AccessToken,
    Booking,
    DayPlan,
    DriverWish,
    Duty,
    DutyNotice,
    DutySwap,
    Hours,
    HoursCorrection,
    IdleWindow,
    Message,
    OutboxMessage,
    Refusal,
    Request,
    RequestLeg,
    Roster,
    RosterDuty,
    Run,
    StandingSkip,
    Task,
    User,
    WaitingEntry,
    WindowProposal,
)
from busline.record.tables.base import new_id
from busline.settings import Settings

LINE = "osdorp"
API = "/api/v1"
HERE = f"{API}/lines/{LINE}"
PASSWORD = "three-plain-words"
PASSWORD_HASH = hash_password(PASSWORD)
NOBODY_LISTENS = "redis://127.0.0.1:1"
DAY = date(2026, 11, 24)

HOME, SHOPS, BASE = "wc-botteskerk", "osdorpplein", "base-noord"


def at(clock_time: str) -> datetime:
    """Return an instant of the Tuesday by its Amsterdam clock, an hour ahead of UTC in November."""
    hour, minute = (int(part) for part in clock_time.split(":"))
    return datetime(2026, 11, 24, hour - 1, minute, tzinfo=UTC)


@dataclass
class House:
    """The application with its record and its clock, and clients that come in by token."""

    app: FastAPI
    record: Record
    clock: VirtualClock
    feed: Feed

    def as_role(self, *roles: Role, line_id: str | None = LINE, driver_id: str | None = None) -> TestClient:
        """Return a client with a bearer token of a new user with these roles."""
        login = f"{'-'.join(sorted(roles))}-{new_id()[:6]}"
        return self.as_user(add_user(self.record, login, *roles, line_id=line_id, driver_id=driver_id))

    def as_user(self, user_id: str) -> TestClient:
        """Return a client with a bearer token of a user who is there."""
        secret = new_id()
        with self.record.change("test") as session:
            session.add(
                AccessToken(
                    token_hash=hash_secret(secret), name="t", user_id=user_id, created_at=self.clock.now()
                )
            )
        client = self.anybody()
        client.headers["Authorization"] = f"Bearer {secret}"
        return client

    def anybody(self) -> TestClient:
        """Return a client that nobody knows yet."""
        return TestClient(self.app, raise_server_exceptions=False)


@contextmanager
def open_house(
    record: Record, clock: VirtualClock, feed_url: str, folder: Path, settings: Settings | None = None
) -> Iterator[House]:
    """Run the application on `record` for as long as the block lasts."""
    settings = settings or Settings(data_dir=folder, feed_url=feed_url, reply_timeout_s=5.0, address_url="")
    feed = Feed(feed_url, name="tests", timeout_s=2.0)
    app = create_app(settings, record=record, feed=feed, clock=clock)
    with TestClient(app):  # begins and ends the lifespan
        yield House(app, record, clock, feed)
    feed.close()


def key(name: str | None = None) -> dict[str, str]:
    """Return the header of an idempotency key: a new one unless it is named."""
    return {"Idempotency-Key": name or new_id()}


def add_user(
    record: Record, login: str, *roles: Role, line_id: str | None = LINE, driver_id: str | None = None
) -> str:
    """Add a user with the password that all have here; return the id."""
    user_id = new_id()
    with record.change("test") as session:
        session.add(
            User(
                id=user_id,
                login=login,
                name=login.title(),
                password_hash=PASSWORD_HASH,
                roles=sorted(roles),
                line_id=line_id,
                driver_id=driver_id,
            )
        )
    return user_id


def add_examples(record: Record) -> None:
    """Add the things that the examples of the API's description name."""
    with record.change("test") as session:
        session.execute(delete(OutboxMessage))  # that the line was imported is told already
        _add_duty(session)
        _add_roster(session)
        _add_booking(session)
        _add_waiting(session)
        session.add(
            Task(
                id="example-task",
                line_id=LINE,
                kind=TaskKind.PROMISE_AT_RISK,
                service_date=DAY,
                resident_id="b001",
                booking_id="example-booking",
                about={},
                made_at=at("08:00"),
            )
        )
        session.add(StandingSkip(line_id=LINE, standing_id="vr01", service_date=date(2026, 12, 22)))
        _add_message(session)
        session.add(
            WindowProposal(
                id="example-proposal",
                line_id=LINE,
                source=ProposalSource.SHEET,
                name="december.csv",
                van_ids=["van-4"],
                first_day=date(2026, 12, 1),
                last_day=date(2026, 12, 1),
                windows=[["van-4", "2026-12-01T08:45:00Z", "2026-12-01T11:00:00Z"]],
                made_by="test",
                made_at=at("08:00"),
            )
        )
        session.add(
            Hours(
                duty_id="example-duty",
                line_id=LINE,
                driver_id="anna",
                service_date=DAY,
                worked_from=at("07:00"),
                worked_to=at("07:50"),
                state=HoursState.SUBMITTED,
            )
        )
        session.add(
            HoursCorrection(
                id="example-correction",
                line_id=LINE,
                hours_id="example-duty",
                service_date=DAY,
                month=DAY.replace(day=1),
                worked_from=at("07:00"),
                worked_to=at("07:45"),
                break_s=0,
                difference_s=-300,
                why="withdrawn example",
                asked_by="anna",
                asked_at=at("08:00"),
                state=CorrectionState.WITHDRAWN,
                decided_by="anna",
            )
        )


def _add_roster(session: Session) -> None:
    session.add(
        Roster(
            id="example-roster",
            line_id=LINE,
            from_day=DAY,
            to_day=DAY,
            state=RosterState.DRAFT,
            asked_at=at("07:30"),  # before anything that a test asks for
            made_at=at("07:31"),
        )
    )
    session.flush()
    session.add(RosterDuty(roster_id="example-roster", window_id="example-window", driver_id="anna"))
    session.add(
        DutySwap(
            id="example-swap",
            line_id=LINE,
            duty_id="example-duty",
            from_driver_id="anna",
            to_driver_id="bram",
            asked_at=at("08:00"),
        )
    )
    session.add(
        DriverWish(
            id="example-entry",
            line_id=LINE,
            driver_id="anna",
            starts_at=at("08:00") + timedelta(days=11),
            ends_at=at("20:00") + timedelta(days=11),
        )
    )
    session.add(
        DutyNotice(
            id="example-notice",
            line_id=LINE,
            driver_id="anna",
            duty_id="example-duty",
            kind=NoticeKind.GIVEN,
            made_at=at("08:00"),
        )
    )


def _add_message(session: Session) -> None:
    session.add(
        Message(
            id="example-message",
            line_id=LINE,
            resident_id="b001",
            booking_id="example-booking",
            service_date=DAY,
            kind=MessageKind.CONFIRMATION,
            occasion="v1",
            state=MessageState.STOPPED,
            channel=MessageChannel.SPOKEN,
            made_at=at("08:00"),
            due_at=at("08:01"),
            useless_at=at("10:05"),
            next_try_at=at("08:01"),
        )
    )


def _add_duty(session: Session) -> None:
    begins, ends = at("09:45"), at("11:45")
    session.add(
        IdleWindow(
            id="example-window",
            line_id=LINE,
            van_id="van-1",
            base_stop_id=BASE,
            service_date=DAY,
            starts_at=begins,
            ends_at=ends,
        )
    )
    session.flush()
    session.add(
        Duty(
            id="example-duty",
            line_id=LINE,
            window_id="example-window",
            van_id="van-1",
            driver_id="anna",
            service_date=DAY,
            starts_at=begins,
            ends_at=ends,
            state=DutyState.PLANNED,
        )
    )
    session.flush()
    calls = [
        Call(kind=CallKind.BASE, stop=BASE, arrive=at("09:50"), depart=at("09:50")),
        Call(stop=HOME, arrive=at("10:05"), depart=at("10:07"), board=("example-booking",)),
        Call(stop=SHOPS, arrive=at("10:15"), depart=at("10:17"), alight=("example-booking",)),
        Call(kind=CallKind.BASE, stop=BASE, arrive=at("10:30"), depart=at("10:30")),
    ]
    session.add(
        Run(duty_id="example-duty", revision=1, calls=[c.model_dump(mode="json") for c in calls], breaks=[])
    )


def _add_booking(session: Session) -> None:
    session.add(
        Request(
            id="example-request",
            line_id=LINE,
            resident_id="b001",
            service_date=DAY,
            made_at=at("08:00"),
            made_by="test",
            state=RequestState.CONFIRMED,
            aid="walker",
            companions=1,
            seats=2,
            wheelchairs=0,
            boarding_s=90,
        )
    )
    session.flush()
    session.add(
        RequestLeg(
            request_id="example-request",
            leg=LegName.OUT,
            line_id=LINE,
            from_stop_id=HOME,
            to_stop_id=SHOPS,
            mode=TimeMode.DEPART_AT,
            wanted_at=at("10:05"),
        )
    )
    session.add(
        Booking(
            id="example-booking",
            line_id=LINE,
            reference="482 913",
            request_id="example-request",
            leg=LegName.OUT,
            resident_id="b001",
            service_date=DAY,
            from_stop_id=HOME,
            to_stop_id=SHOPS,
            seats=2,
            wheelchairs=0,
            boarding_s=90,
            pickup_from=at("10:05"),
            pickup_to=at("10:15"),
            dropoff_by=at("10:35"),
            confirmed_at=at("08:00"),
        )
    )
    session.flush()


def _add_waiting(session: Session) -> None:
    """Somebody was refused three weeks ahead; a place was found since, and is held."""
    day = DAY + timedelta(weeks=3)
    wanted_at = at("10:30") + timedelta(weeks=3)
    ends = {"from_stop_id": HOME, "to_stop_id": SHOPS}
    session.add(
        Request(
            id="example-refused",
            line_id=LINE,
            resident_id="b002",
            service_date=day,
            made_at=at("08:00"),
            made_by="test",
            state=RequestState.REFUSED,
            aid="none",
            seats=1,
            wheelchairs=0,
            boarding_s=60,
        )
    )
    session.flush()
    leg = {"line_id": LINE, "request_id": "example-refused", "leg": LegName.OUT, **ends}
    session.add(RequestLeg(**leg, mode=TimeMode.DEPART_AT, wanted_at=wanted_at))
    session.add(
        Refusal(
            **leg,
            service_date=day,
            wanted_at=wanted_at,
            refused_at=at("08:00"),
            reason=RefusalReason.FULL,
        )
    )
    held_until = at("10:00")
    promise = {
        "pickup_from": wanted_at.isoformat(),
        "pickup_to": (wanted_at + timedelta(minutes=10)).isoformat(),
        "dropoff_by": (wanted_at + timedelta(minutes=30)).isoformat(),
    }
    session.add(
        WaitingEntry(
            id="example-waiting",
            line_id=LINE,
            request_id="example-refused",
            resident_id="b002",
            service_date=day,
            state=WaitingState.OFFERED,
            earlier_s=1800,
            later_s=1800,
            know_by=wanted_at - timedelta(minutes=30),
            made_at=at("08:00"),
            made_by="test",
            waits_since=at("08:00"),
            offers=[{"id": "held", "leg": "out", "promise": promise}],
            held_until=held_until,
        )
    )


def prove(house: House, *, van_s: int, best_possible_van_s: int, moved_on: bool = False) -> None:
    """Plan the Tuesday for the first time, or again, with something proven about it or the plan before."""
    with house.record.change("test") as session:
        plan = session.get(DayPlan, (LINE, DAY)) or DayPlan(line_id=LINE, service_date=DAY, revision=6)
        plan.bound_revision = plan.revision + 1
        plan.revision += 2 if moved_on else 1
        plan.van_s, plan.best_possible_van_s = van_s, best_possible_van_s
        plan.committed_at = house.clock.now()
        session.add(plan)


@contextmanager
def serve(app: FastAPI) -> Iterator[str]:
    """Serve `app`, whose parts are there already, on a real server; yield its address."""
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
