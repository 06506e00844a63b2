"""A line with one resident who wants messages, a clock, and a gateway that is a real HTTP server."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from api.messages.sender import MessageSender
from busline.clock import VirtualClock
from busline.days import AMSTERDAM, service_day
from busline.gateways.webhook import WebhookGateway
from busline.nouns import BookingState, LegName, MessageChannel, MessageKind, RequestState
from busline.record.engine import Record
from busline.record.messages import write_message
from busline.record.tables import Booking, Message, Request, Resident, Task
from busline.record.tables.base import new_id
from tests.local_server import Answer, Asked
from tests.tiny_line import LINE

SMS = MessageChannel.SMS
NUMBER = "+31612345678"


@dataclass
class SmsService:
    """What a gateway does: `answers` in turn (the last for ever), and what it has taken, by key.

    A repeat of a key that it has taken is dropped, as gateways do that honour the key.
    """

    answers: list[Answer] = field(default_factory=lambda: [Answer(status=202)])
    asked: list[str] = field(default_factory=list)
    taken: dict[str, Any] = field(default_factory=dict)
    takes_but_fails: bool = False

    def __call__(self, asked: Asked) -> Answer:
        """Answer one message."""
        key = asked.headers["Idempotency-Key"]
        self.asked.append(key)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer.status < 300 or self.takes_but_fails:
            self.taken.setdefault(key, asked.body)
        return answer

    @property
    def tries(self) -> Counter[str]:
        """How often each message came."""
        return Counter(self.asked)


def sender_to(record: Record, clock: VirtualClock, url: str, timeout_s: float = 2.0) -> MessageSender:
    """Return a sender whose text messages go to `url`."""
    return MessageSender(record, clock, {SMS: WebhookGateway(url, timeout_s=timeout_s)}, timeout_s)


def want_messages(record: Record, channel: MessageChannel = SMS, **more: Any) -> None:
    """Let the resident of the tiny line want messages."""
    with record.change("test") as session:
        resident = session.get_one(Resident, (LINE, "rie"))
        resident.message_channel = channel
        for name, value in {"phone": NUMBER, **more}.items():
            setattr(resident, name, value)


def add_booking(record: Record, pickup: datetime, state: BookingState = BookingState.CONFIRMED) -> str:
    """Book a ride from home to the market."""
    day = service_day(pickup, AMSTERDAM)
    with record.change("test") as session:
        request = Request(
            line_id=LINE,
            resident_id="rie",
            service_date=day,
            made_at=record.clock.now(),
            made_by="test",
            state=RequestState.CONFIRMED,
            aid="none",
            seats=1,
            wheelchairs=0,
            boarding_s=60,
        )
        session.add(request)
        session.flush()
        booking = Booking(
            line_id=LINE,
            reference=new_id()[:10],
            request_id=request.id,
            leg=LegName.OUT,
            resident_id="rie",
            service_date=day,
            from_stop_id="home",
            to_stop_id="market",
            seats=1,
            wheelchairs=0,
            boarding_s=60,
            pickup_from=pickup,
            pickup_to=pickup + timedelta(minutes=10),
            dropoff_by=pickup + timedelta(minutes=30),
            state=state,
            confirmed_at=record.clock.now(),
        )
        session.add(booking)
        session.flush()
        return booking.id


def add_message(
    record: Record,
    booking_id: str,
    kind: MessageKind = MessageKind.CONFIRMATION,
    *,
    occasion: str = "v1",
    after: timedelta = timedelta(0),
    **facts: str,
) -> str:
    """Write a message that is due `after` now, of use until the pickup."""
    now = record.clock.now()
    with record.change("test") as session:
        booking = session.get_one(Booking, booking_id)
        written = write_message(
            session,
            booking,
            kind,
            occasion,
            now=now,
            due_at=now + after,
            useless_at=booking.pickup_from,
            facts=dict(facts),
        )
        assert written
        return session.scalars(
            select(Message.id).where(Message.booking_id == booking_id, Message.occasion == occasion)
        ).one()


def message(record: Record, message_id: str) -> Message:
    """Return a message as it stands."""
    with record.read() as session:
        return session.get_one(Message, message_id)


def tasks(record: Record) -> list[Task]:
    """Return the phone calls to make."""
    with record.read() as session:
        return list(session.scalars(select(Task)))
