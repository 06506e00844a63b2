"""Sending: once, in time, again where it was in vain, and a phone call where it stayed so."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import select

from api.messages.sender import MessageSender
from busline.clock import VirtualClock
from busline.gateways.smtp import SmtpGateway
from busline.nouns import BookingState, MessageChannel, MessageFault, MessageKind, MessageState, TaskKind
from busline.record.bookings import set_state
from busline.record.engine import Record
from busline.record.tables import Booking, HistoryEntry, Resident
from tests.api.messages.stage import (
    NUMBER,
    SMS,
    SmsService,
    add_booking,
    add_message,
    message,
    sender_to,
    tasks,
    want_messages,
)
from tests.local_server import Answer, LocalServer, serving, unused_address
from tests.mail_server import MailServer
from tests.tiny_line import LINE, with_tiny_line

TEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # 10:00 in Amsterdam
ABROAD = Answer(status=503)


@pytest.fixture
def line(record: Record) -> Record:
    """The tiny line, whose resident wants text messages, on each database."""
    with_tiny_line(record)
    want_messages(record)
    return record


@pytest.fixture
def service() -> SmsService:
    return SmsService()


@pytest.fixture
def server(service: SmsService) -> Iterator[LocalServer]:
    with serving(service) as server:
        yield server


@pytest.fixture
def sender(line: Record, clock: VirtualClock, server: LocalServer) -> MessageSender:
    return sender_to(line, clock, server.url)


def pass_time(sender: MessageSender, clock: VirtualClock, until: datetime, step_s: int = 5) -> None:
    """Let the sender look now and then."""
    while clock.now() < until:
        sender.send_due()
        clock.advance(timedelta(seconds=step_s))
    sender.send_due()


def test_a_message_goes_out_when_it_is_due_and_once(
    line: Record, clock: VirtualClock, sender: MessageSender, service: SmsService
) -> None:
    sent = add_message(line, add_booking(line, TEN), after=timedelta(minutes=1))
    assert sender.send_due() == 0
    clock.advance(timedelta(minutes=1))
    assert [sender.send_due(), sender.send_due()] == [1, 0]
    kept = message(line, sent)
    assert (kept.state, kept.tries, kept.sent_to) == (MessageState.SENT, 1, NUMBER)
    assert kept.sent_at == clock.now()
    (body,) = service.taken.values()
    assert body == {
        "id": kept.key,
        "channel": "sms",
        "to": NUMBER,
        "language": "nl",
        "text": kept.text,
    }
    assert kept.text == (
        "Tiny line: uw rit is geboekt. Op dinsdag 24 november tussen 10:00 en 10:10 halen wij u op bij home."
    )


def test_who_when_and_what_is_in_the_history(line: Record, sender: MessageSender) -> None:
    sent = add_message(line, add_booking(line, TEN))
    sender.send_due()
    with line.read() as session:
        entries = session.scalars(select(HistoryEntry).where(HistoryEntry.noun_id == sent)).all()
    states = [(entry.after or {}).get("state") for entry in entries]
    assert states == ["waiting", "sending", "sent"]
    assert entries[-1].who == "messages"


def test_a_gateway_that_is_away_for_a_while_gets_it_all_the_same(
    line: Record, clock: VirtualClock, sender: MessageSender, service: SmsService
) -> None:
    service.answers = [ABROAD, ABROAD, ABROAD, Answer(status=200)]
    sent = add_message(line, add_booking(line, TEN))
    sender.send_due()
    kept = message(line, sent)
    assert (kept.state, kept.fault) == (MessageState.WAITING, MessageFault.AWAY)
    assert kept.next_try_at == clock.now() + timedelta(seconds=30)
    pass_time(sender, clock, clock.now() + timedelta(minutes=10))
    kept = message(line, sent)
    assert (kept.state, kept.fault, kept.tries) == (MessageState.SENT, MessageFault.NONE, 4)
    assert service.tries == {kept.key: 4}
    assert tasks(line) == []


def test_one_that_was_never_taken_in_time_becomes_a_phone_call(line: Record, clock: VirtualClock) -> None:
    sender = sender_to(line, clock, unused_address())
    sent = add_message(line, add_booking(line, TEN))
    pass_time(sender, clock, TEN, step_s=30)
    assert (message(line, sent).state, message(line, sent).fault) == (MessageState.FAILED, MessageFault.AWAY)
    (task,) = tasks(line)
    assert (task.kind, task.resident_id) == (TaskKind.MESSAGE_UNDELIVERED, "rie")
    assert task.about["say"].startswith("Tiny line: uw rit is geboekt.")
    assert message(line, sent).tries > 5
    pass_time(sender, clock, TEN + timedelta(minutes=5), step_s=30)
    assert len(tasks(line)) == 1


def test_one_that_the_gateway_refuses_becomes_a_phone_call_at_once(
    line: Record, sender: MessageSender, service: SmsService
) -> None:
    service.answers = [Answer(status=422)]
    sent = add_message(line, add_booking(line, TEN))
    sender.send_due()
    assert message(line, sent).fault is MessageFault.REFUSED
    assert len(tasks(line)) == 1
    assert service.tries.total() == 1


def test_nobody_can_be_written_to_without_an_address(line: Record, sender: MessageSender) -> None:
    sent = add_message(line, add_booking(line, TEN))
    want_messages(line, phone="")
    sender.send_due()
    assert message(line, sent).fault is MessageFault.NO_ADDRESS
    assert len(tasks(line)) == 1


def test_a_gateway_that_took_it_and_answered_wrongly_can_drop_the_double(
    line: Record, clock: VirtualClock, sender: MessageSender, service: SmsService
) -> None:
    service.answers, service.takes_but_fails = [Answer(status=500), Answer(status=200)], True
    add_message(line, add_booking(line, TEN))
    pass_time(sender, clock, clock.now() + timedelta(minutes=1))
    assert service.tries.total() == 2
    assert len(service.taken) == 1


def test_a_slow_gateway_holds_up_nobody_for_ever(line: Record, clock: VirtualClock) -> None:
    with serving(lambda _: Answer(never=True)) as slow:
        sender = sender_to(line, clock, slow.url, timeout_s=0.3)
        sent = add_message(line, add_booking(line, TEN))
        sender.send_due()
    assert (message(line, sent).state, message(line, sent).fault) == (
        MessageState.WAITING,
        MessageFault.AWAY,
    )


def test_while_a_gateway_is_away_it_is_not_asked_for_each_message_that_waits(
    line: Record, clock: VirtualClock, sender: MessageSender, service: SmsService
) -> None:
    service.answers = [ABROAD]
    booking = add_booking(line, TEN)
    for number in range(20):
        add_message(line, booking, occasion=f"v{number}")
    sender.send_due()
    assert service.tries.total() == 1
    clock.advance(timedelta(seconds=11))
    service.answers = [Answer(status=200)]
    assert sender.send_due() == 19
    clock.advance(timedelta(seconds=30))
    assert sender.send_due() == 1
    assert len(service.taken) == 20


def test_what_is_no_longer_so_is_not_told(
    line: Record, clock: VirtualClock, sender: MessageSender, service: SmsService
) -> None:
    booking = add_booking(line, TEN)
    reminder = add_message(line, booking, MessageKind.REMINDER)
    with line.change("test") as session:
        set_state(session.get_one(Booking, booking), BookingState.CANCELLED, at=clock.now())
    off = add_message(line, booking, MessageKind.CANCELLATION, occasion="v2")
    sender.send_due()
    assert message(line, reminder).state is MessageState.UNNEEDED
    assert message(line, off).state is MessageState.SENT
    with line.change("test") as session:
        session.get_one(Resident, (LINE, "rie")).message_kinds = ["reminder"]
    assert len(service.taken) == 1
    assert tasks(line) == []


def test_at_night_only_a_call_ahead_goes_out(
    line: Record, clock: VirtualClock, sender: MessageSender, service: SmsService
) -> None:
    clock.move_to(datetime(2026, 11, 24, 21, 30, tzinfo=UTC))
    morning = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
    told = add_message(line, add_booking(line, morning + timedelta(hours=3)))
    ahead = add_message(
        line,
        add_booking(line, clock.now() + timedelta(minutes=10)),
        MessageKind.CALL_AHEAD,
        expected_pickup=(clock.now() + timedelta(minutes=10)).isoformat(),
    )
    sender.send_due()
    assert message(line, ahead).state is MessageState.SENT
    assert message(line, ahead).text == "Tiny line: het busje is om 22:40 bij home. Komt u naar buiten?"
    assert (message(line, told).state, message(line, told).next_try_at) == (MessageState.WAITING, morning)
    clock.move_to(morning)
    assert sender.send_due() == 1


def test_without_a_gateway_it_is_kept_as_what_would_have_been_sent(line: Record, clock: VirtualClock) -> None:
    sent = add_message(line, add_booking(line, TEN))
    MessageSender(line, clock, {}, 2.0).send_due()
    kept = message(line, sent)
    assert (kept.state, kept.tries) == (MessageState.UNSENT, 0)
    assert kept.text
    clock.move_to(TEN)
    MessageSender(line, clock, {}, 2.0).send_due()
    assert tasks(line) == []


def test_an_e_mail_goes_to_the_mail_server(
    line: Record, clock: VirtualClock, post_office: MailServer, by_mail: SmtpGateway
) -> None:
    want_messages(line, MessageChannel.EMAIL, email="rie@example.org", language="en")
    sent = add_message(line, add_booking(line, TEN))
    MessageSender(line, clock, {MessageChannel.EMAIL: by_mail}, 2.0).send_due()
    (mail,) = post_office.taken
    assert (mail["To"], mail["Subject"]) == ("rie@example.org", "Your ride on Tuesday 24 November is booked")
    assert mail.get_content().strip() == message(line, sent).text
    assert mail["Message-ID"] == f"<{message(line, sent).key}@example.org>"


class Killed(BaseException):
    """The process ends here."""


class DyingGateway:
    """Hands over to a real gateway and dies before anybody hears of it, as often as it is told to."""

    def __init__(self, sender: MessageSender, deaths: int) -> None:
        self._gateway = sender._gateways[SMS]
        self.address, self.deaths = "dying", deaths

    def send(self, outgoing: object) -> None:
        self._gateway.send(outgoing)  # type: ignore[arg-type]
        if self.deaths:
            self.deaths -= 1
            raise Killed

    def check(self) -> None: ...

    def close(self) -> None: ...


@pytest.mark.parametrize(("deaths", "state"), [(1, MessageState.SENT), (2, MessageState.FAILED)])
def test_after_a_crash_it_is_sent_once_more_at_most_with_the_same_key(
    line: Record,
    clock: VirtualClock,
    sender: MessageSender,
    service: SmsService,
    deaths: int,
    state: MessageState,
) -> None:
    gateway = DyingGateway(sender, deaths)
    sent = add_message(line, add_booking(line, TEN))
    for _ in range(6):
        try:
            MessageSender(line, clock, {SMS: gateway}, 2.0).send_due()  # a new process each time
        except Killed:
            assert message(line, sent).state is MessageState.SENDING
        clock.advance(timedelta(seconds=30))
    assert message(line, sent).state is state
    assert service.tries == {message(line, sent).key: 2}
    assert len(service.taken) == 1
    assert [task.kind for task in tasks(line)] == [TaskKind.MESSAGE_UNDELIVERED] * (deaths - 1)


def test_two_processes_send_each_message_once(
    line: Record, clock: VirtualClock, server: LocalServer, service: SmsService
) -> None:
    booking = add_booking(line, TEN)
    for number in range(30):
        add_message(line, booking, occasion=f"v{number}")
    senders = [sender_to(line, clock, server.url) for _ in range(3)]
    threads = [threading.Thread(target=one.send_due) for one in senders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in senders:
        one.send_due()
    assert len(service.taken) == 30
    assert set(service.tries.values()) == {1}


OUTCOMES = [
    Answer(status=202),
    ABROAD,
    Answer(status=422),
    Answer(status=500),
    Answer(cut=True, data="x" * 99),
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=some.lists(some.sampled_from(OUTCOMES), min_size=1, max_size=12), count=some.integers(1, 4))
def test_each_message_is_sent_once_or_is_a_phone_call(
    sqlite_record: Record, answers: list[Answer], count: int
) -> None:
    clock = sqlite_record.clock
    assert isinstance(clock, VirtualClock)
    with sqlite_record.read() as session:
        if session.get(Resident, (LINE, "rie")) is None:
            with_tiny_line(sqlite_record)
    want_messages(sqlite_record)
    clock.move_to(
        datetime(clock.now().year, clock.now().month, clock.now().day, 9, tzinfo=UTC) + timedelta(days=1)
    )
    pickup = clock.now() + timedelta(minutes=30)
    booking = add_booking(sqlite_record, pickup)
    ids = [add_message(sqlite_record, booking, occasion=f"v{number}") for number in range(count)]
    before = len(tasks(sqlite_record))
    service = SmsService(answers=[*answers])
    with serving(service) as server:
        sender = sender_to(sqlite_record, clock, server.url)
        pass_time(sender, clock, pickup + timedelta(minutes=1), step_s=20)
    ended = [message(sqlite_record, one) for one in ids]
    assert {one.state for one in ended} <= {MessageState.SENT, MessageState.FAILED}
    failed = [one for one in ended if one.state is MessageState.FAILED]
    assert len(tasks(sqlite_record)) - before == len(failed)
    for one in ended:
        was_taken = one.key in service.taken
        assert was_taken or one.state is MessageState.FAILED
        assert service.tries[one.key] == one.tries
