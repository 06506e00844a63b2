"""Drivers are written to about their manifests: by a real mail server, on both databases."""

from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from api.messages.sender import MessageSender
from api.messages.taking import take
from api.pages.drive.by_mail import manifest_paper
from api.pages.tasks.queries import open_tasks
from api.pages.teller import scribe_of
from busline.clock import VirtualClock
from busline.gateways.smtp import SmtpGateway
from busline.nouns import DutyState, MessageChannel, MessageFault, MessageKind, MessageState
from busline.record.driver_messages import tell_of_manifest
from busline.record.engine import Record
from busline.record.tables import Driver, Duty, HistoryEntry, Line, ManifestVersion, Message, Resident, User
from tests.api.house import LINE, at
from tests.api.pages.reading_paper import text_of
from tests.api.published import DUTY, add_ride, change_calls, publish
from tests.mail_server import MailServer

ADDRESS = "https://bus.example.org/"
EMAIL = MessageChannel.EMAIL


@pytest.fixture
def line(each_examples: Record) -> Record:
    """The example line on each database, with Anna's duty of the Tuesday."""
    return each_examples


@pytest.fixture
def sender(line: Record, clock: VirtualClock, by_mail: SmtpGateway) -> MessageSender:
    return MessageSender(line, clock, {EMAIL: by_mail}, 2.0, address=ADDRESS, paper_of=manifest_paper)


def tell(record: Record, version: ManifestVersion, kind: MessageKind = MessageKind.MANIFEST) -> bool:
    """Write to the driver of a version, as the dispatcher does."""
    now = record.clock.now()
    with record.change("dispatcher") as session:
        duty = session.get_one(Duty, DUTY)
        return tell_of_manifest(session, duty, version, kind, now=now, due_at=now, useless_at=duty.starts_at)


def publish_and_tell(record: Record) -> ManifestVersion:
    version = publish(record, record.clock.now())
    assert tell(record, version)
    return version


def states(record: Record) -> list[MessageState]:
    with record.read() as session:
        mails = select(Message).where(Message.driver_id.is_not(None)).order_by(Message.made_at)
        return [message.state for message in session.scalars(mails)]


def body(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def names(record: Record) -> list[str]:
    with record.read() as session:
        return [
            word for one in session.scalars(select(Resident)) for word in (one.name, one.salutation) if word
        ]


def let_pass(clock: VirtualClock, sender: MessageSender, until: datetime) -> None:
    while clock.now() < until:
        clock.advance(timedelta(minutes=5))
        sender.send_due()


def test_a_mail_holds_counts_and_the_way_to_the_list_and_nobodys_name(
    line: Record, sender: MessageSender, post_office: MailServer
) -> None:
    publish_and_tell(line)
    assert [sender.send_due(), sender.send_due()] == [1, 0]
    (mail,) = post_office.taken
    assert mail["To"] == "anna@example.org"
    assert mail["Subject"] == "Rittenlijst van dinsdag 24 november, 09:45–11:45"
    assert body(mail).splitlines() == [
        "Osdorppleinlijn: uw rittenlijst van dinsdag 24 november, 09:45–11:45, met Busje 1.",
        "1 rit, de eerste halte om 10:05.",
        "Log in om de hele lijst te zien: https://bus.example.org/drive/manifest?duty=example-duty",
    ]
    assert not [name for name in names(line) if name in mail.as_string()]
    assert list(mail.iter_attachments()) == []
    with line.read() as session:
        sent = session.scalars(select(Message).where(Message.driver_id == "anna")).one()
        assert mail["Message-ID"] == f"<{sent.key}@example.org>"
        assert sent.state is MessageState.SENT


def test_what_changed_is_counted_from_what_the_driver_was_last_sent(
    line: Record, sender: MessageSender, post_office: MailServer, clock: VirtualClock
) -> None:
    publish_and_tell(line)
    sender.send_due()
    clock.advance(timedelta(minutes=20))
    add_ride(line, "more", "b002")
    publish_and_tell(line)  # never leaves: the next is there before
    clock.advance(timedelta(minutes=20))
    change_calls(line, {1: {"arrive": at("10:15"), "depart": at("10:17")}})
    publish_and_tell(line)
    assert sender.send_due() == 1
    assert states(line) == [MessageState.SENT, MessageState.UNNEEDED, MessageState.SENT]
    text = body(post_office.taken[-1])
    assert "Dit is versie 3. Anders dan versie 1: 1 nieuwe rit, 1 andere tijd." in text
    assert post_office.taken[-1]["Subject"].startswith("Rittenlijst veranderd: dinsdag 24 november")


def test_a_line_may_want_the_list_itself_to_go_along(
    line: Record, sender: MessageSender, post_office: MailServer
) -> None:
    with line.change("test") as session:
        row = session.get_one(Line, LINE)
        row.rules = row.rules | {"manifest_by_email": "pdf"}
    publish_and_tell(line)
    sender.send_due()
    (mail,) = post_office.taken
    assert "geef de lijst niet door" in body(mail)
    (paper,) = mail.iter_attachments()
    assert paper.get_filename() == "rittenlijst-2026-11-24-van-1.pdf"
    assert paper.get_content_type() == "application/pdf"
    text = text_of(paper.get_content())
    assert "mevrouw Voorbeeld" in text
    assert "Versie 1, 08:00" in text
    with line.read() as session:
        entry = session.scalars(select(HistoryEntry).where(HistoryEntry.noun == "manifest")).one()
        assert (entry.what, entry.noun_id) == ("sent", DUTY)


def test_who_lost_the_duty_is_told_so_and_is_sent_no_list_any_more(
    line: Record, sender: MessageSender, post_office: MailServer, clock: VirtualClock
) -> None:
    version = publish_and_tell(line)
    with line.change("test") as session:
        session.get_one(Duty, DUTY).driver_id = "bram"
    clock.advance(timedelta(minutes=1))
    assert sender.send_due() == 0  # the list is not theirs any more
    assert tell(line, version, MessageKind.DUTY_OFF)
    assert sender.send_due() == 1
    (mail,) = post_office.taken
    assert mail["To"] == "anna@example.org"
    assert "is niet meer van u. U hoeft dan niet te rijden." in body(mail)
    assert "Klopt dat niet? Bel 020 555 0100." in body(mail)


def test_a_duty_that_came_back_in_time_is_not_said_to_be_off(line: Record, sender: MessageSender) -> None:
    assert tell(line, publish(line, line.clock.now()), MessageKind.DUTY_OFF)
    assert sender.send_due() == 0
    assert states(line) == [MessageState.UNNEEDED]


def test_who_is_under_way_gets_no_mail(line: Record, sender: MessageSender) -> None:
    publish_and_tell(line)
    with line.change("test") as session:
        session.get_one(Duty, DUTY).state = DutyState.UNDER_WAY
    assert sender.send_due() == 0
    assert states(line) == [MessageState.UNNEEDED]


def test_it_is_said_in_the_language_of_the_drivers_login(
    line: Record, sender: MessageSender, post_office: MailServer
) -> None:
    with line.change("test") as session:
        session.add(
            User(
                login="anna-en",
                name="Anna",
                password_hash="",
                roles=["driver"],
                line_id=LINE,
                driver_id="anna",
                language="en",
            )
        )
    publish_and_tell(line)
    sender.send_due()
    (mail,) = post_office.taken
    assert mail["Subject"] == "Manifest of Tuesday 24 November, 09:45–11:45"
    assert mail["Content-Language"] == "en"


def test_a_mail_that_is_not_taken_becomes_a_phone_call_to_the_driver(
    line: Record, sender: MessageSender, post_office: MailServer, clock: VirtualClock
) -> None:
    post_office.to_address = "550 nobody here"
    publish_and_tell(line)
    sender.send_due()
    with line.read() as session:
        scribe = scribe_of(session.get_one(Line, LINE), "nl", clock.now())
        task = next(one for one in open_tasks(session, scribe) if one.kind == "message_undelivered")
        driver = session.get_one(Driver, (LINE, "anna"))
        assert (task.name, task.phone) == (driver.name, driver.phone)
    assert task.sentence == (
        "De mail over de dienst van di 24 nov, 09:45 is niet aangekomen bij de chauffeur."
    )
    assert "1 rit, de eerste halte om 10:05." in task.say


def test_a_server_that_is_away_gets_it_later_and_once(
    line: Record, sender: MessageSender, post_office: MailServer, clock: VirtualClock
) -> None:
    post_office.to_text = "451 come back later"
    publish_and_tell(line)
    let_pass(clock, sender, clock.now() + timedelta(minutes=30))
    assert post_office.taken == []
    post_office.to_text = "250 taken"
    let_pass(clock, sender, clock.now() + timedelta(hours=1))
    assert len(post_office.taken) == 1
    assert states(line) == [MessageState.SENT]


def test_a_sender_that_dies_in_a_try_leaves_one_more_try_under_the_same_name(
    line: Record, sender: MessageSender, post_office: MailServer, clock: VirtualClock
) -> None:
    publish_and_tell(line)
    with line.read() as session:
        message_id = session.scalars(select(Message.id).where(Message.driver_id == "anna")).one()

    def die() -> str:
        with line.change("messages") as session:
            tried = take(
                session,
                message_id,
                clock.now(),
                reachable=[EMAIL],
                resting=[],
                lease=timedelta(seconds=30),
                address=ADDRESS,
            )
            assert tried is not None
            return tried.outgoing.key

    key = die()
    assert sender.send_due() == 0  # it may be on its way
    clock.advance(timedelta(minutes=1))
    assert sender.send_due() == 1
    assert post_office.taken[0]["Message-ID"] == f"<{key}@example.org>"


def test_what_broke_off_twice_is_left_to_a_person(
    line: Record, sender: MessageSender, post_office: MailServer, clock: VirtualClock
) -> None:
    publish_and_tell(line)
    with line.change("test") as session:
        message = session.scalars(select(Message).where(Message.driver_id == "anna")).one()
        message.state, message.interruptions, message.tries = MessageState.SENDING, 1, 2
    assert sender.send_due() == 0
    assert post_office.taken == []
    with line.read() as session:
        message = session.scalars(select(Message).where(Message.driver_id == "anna")).one()
        assert (message.state, message.fault) == (MessageState.FAILED, MessageFault.UNCLEAR)
