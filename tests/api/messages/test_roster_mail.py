"""Drivers are written to about rosters, duties and swaps: by a real mail server, on both databases."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import delete, select

from api.messages.sender import MessageSender
from api.pages.tasks.queries import open_tasks
from api.pages.teller import scribe_of
from busline.clock import VirtualClock
from busline.gateways.smtp import SmtpGateway
from busline.nouns import DutyState, MessageChannel, MessageKind, MessageState, NoticeKind, RosterState
from busline.record.engine import Record
from busline.record.tables import Driver, DriverAbsence, Duty, DutyNotice, DutySwap, Line, Message, Roster
from busline.roster.notices import mark_seen, tell_driver
from busline.roster.swaps import SwapWish, ask_swap, carry_out, close_swap
from busline.roster.telling import ask_to_take_over, tell_of_open, tell_of_roster
from tests.api.house import LINE, at
from tests.mail_server import MailServer

DUTY = "example-duty"
MINUTE = timedelta(minutes=1)
NOON = timedelta(hours=4)  # between the example duty, which is Anna's, and Bram's in the afternoon


@pytest.fixture
def line(each_examples: Record) -> Record:
    """The example line on each database; Anna's duty is in the morning, Bram has one in the afternoon."""
    record = each_examples
    with record.change("test") as session:
        session.execute(delete(DutySwap))
        session.execute(delete(DutyNotice))
        duty = session.get_one(Duty, DUTY)
        columns = {name: getattr(duty, name) for name in ("line_id", "window_id", "van_id", "service_date")}
        session.add(
            Duty(
                id="later-duty",
                driver_id="bram",
                starts_at=duty.starts_at + NOON,
                ends_at=duty.ends_at + NOON,
                state=DutyState.PLANNED,
                **columns,
            )
        )
    return record


@pytest.fixture
def sender(line: Record, clock: VirtualClock, by_mail: SmtpGateway) -> MessageSender:
    return MessageSender(
        line, clock, {MessageChannel.EMAIL: by_mail}, 2.0, address="https://bus.example.org/"
    )


def sent(clock: VirtualClock, sender: MessageSender) -> int:
    """Let what was written come due; return how many the mail server took."""
    clock.advance(MINUTE)
    return sender.send_due()


def ask(record: Record, in_return: str | None = None) -> str:
    """Let Anna ask Bram to take her duty over; return the swap."""
    with record.change("anna") as session:
        wish = SwapWish(DUTY, "anna", "bram", in_return)
        return ask_swap(session, LINE, wish, now=record.clock.now()).id


def body(mail: EmailMessage) -> list[str]:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).splitlines()


def states(record: Record) -> list[tuple[MessageKind, str | None, MessageState]]:
    with record.read() as session:
        found = (
            select(Message).where(Message.driver_id.is_not(None)).order_by(Message.kind, Message.driver_id)
        )
        return [(one.kind, one.driver_id, one.state) for one in session.scalars(found)]


def test_who_has_duties_in_a_new_roster_is_told_how_many(
    line: Record, sender: MessageSender, post_office: MailServer, clock: VirtualClock
) -> None:
    with line.change("dispatcher") as session:
        roster = session.get_one(Roster, "example-roster")
        roster.state = RosterState.PUBLISHED
        for _ in range(2):
            tell_of_roster(session, roster, {"anna": session.get_one(Duty, DUTY)}, now=clock.now())
    assert sender.send_due() == 0  # a slip is undone first
    assert [sent(clock, sender), sent(clock, sender)] == [1, 0]
    (mail,) = post_office.taken
    assert mail["To"] == "anna@example.org"
    assert mail["Subject"] == "Nieuw rooster van dinsdag 24 november tot en met dinsdag 24 november"
    assert body(mail) == [
        "Osdorppleinlijn: er is een nieuw rooster, van dinsdag 24 november tot en met dinsdag 24 november.",
        "U heeft 1 dienst: dinsdag 24 november, 09:45–11:45, met Busje 1.",
        "Log in om uw rooster te zien: https://bus.example.org/duties",
        "Vragen? Bel 020 555 0100.",
    ]


def test_a_roster_that_left_nothing_to_its_driver_is_not_told(
    line: Record, sender: MessageSender, clock: VirtualClock
) -> None:
    with line.change("dispatcher") as session:
        roster, duty = session.get_one(Roster, "example-roster"), session.get_one(Duty, DUTY)
        roster.state = RosterState.PUBLISHED
        tell_of_roster(session, roster, {"anna": duty}, now=clock.now())
        duty.driver_id = "carla"
    assert sent(clock, sender) == 0
    assert states(line) == [(MessageKind.ROSTER, "anna", MessageState.UNNEEDED)]


def withdraw(record: Record, duty_id: str = DUTY) -> None:
    """Take a duty back, as a withdrawn window does: it keeps its driver."""
    with record.change("dispatcher") as session:
        session.get_one(Duty, duty_id).state = DutyState.WITHDRAWN


def test_a_roster_does_not_count_duties_that_were_withdrawn_before_it_is_told(
    line: Record, sender: MessageSender, post_office: MailServer, clock: VirtualClock
) -> None:
    with line.change("dispatcher") as session:
        roster, duty = session.get_one(Roster, "example-roster"), session.get_one(Duty, DUTY)
        roster.state = RosterState.PUBLISHED
        session.get_one(Duty, "later-duty").driver_id = "anna"
        tell_of_roster(session, roster, {"anna": duty}, now=clock.now())
    withdraw(line)
    assert sent(clock, sender) == 1
    assert body(post_office.taken[0])[1] == (
        "U heeft 1 dienst: dinsdag 24 november, 13:45–15:45, met Busje 1."
    )


def test_a_roster_of_which_all_was_withdrawn_is_not_told(
    line: Record, sender: MessageSender, clock: VirtualClock
) -> None:
    with line.change("dispatcher") as session:
        roster, duty = session.get_one(Roster, "example-roster"), session.get_one(Duty, DUTY)
        roster.state = RosterState.PUBLISHED
        tell_of_roster(session, roster, {"anna": duty}, now=clock.now())
    withdraw(line)
    assert sent(clock, sender) == 0
    assert states(line) == [(MessageKind.ROSTER, "anna", MessageState.UNNEEDED)]


def test_nobody_is_asked_to_take_over_what_was_withdrawn(
    line: Record, sender: MessageSender, clock: VirtualClock
) -> None:
    put_on(line, "carla")
    withdraw(line)
    assert sent(clock, sender) == 0
    assert states(line) == [(MessageKind.DUTY_ASKED, "carla", MessageState.UNNEEDED)]


@pytest.mark.parametrize("gone", [DUTY, "later-duty"])
def test_nobody_is_asked_to_swap_what_was_withdrawn(
    line: Record, sender: MessageSender, clock: VirtualClock, gone: str
) -> None:
    ask(line, "later-duty")
    withdraw(line, gone)
    assert sent(clock, sender) == 0
    assert states(line) == [(MessageKind.SWAP_ASKED, "bram", MessageState.UNNEEDED)]


def test_a_no_to_a_swap_does_not_say_that_a_withdrawn_duty_stays(
    line: Record, sender: MessageSender, clock: VirtualClock
) -> None:
    swap_id = ask(line)
    sent(clock, sender)
    with line.change("bram") as session:
        close_swap(session, LINE, swap_id, "bram", now=clock.now())
    withdraw(line)
    assert sent(clock, sender) == 0


def test_an_agreed_swap_does_not_give_a_duty_that_was_withdrawn_meanwhile(
    line: Record, sender: MessageSender, post_office: MailServer, clock: VirtualClock
) -> None:
    swap_id = ask(line, "later-duty")
    sent(clock, sender)
    with line.change("dispatcher") as session:
        carry_out(session, LINE, swap_id, "bram", now=clock.now())
    withdraw(line, "later-duty")
    assert sent(clock, sender) == 1
    assert "U rijdt nu" not in post_office.taken[-1].as_string()
    assert "neemt uw dienst" in body(post_office.taken[-1])[0]


def test_a_swap_is_asked_and_agreed_by_mail(
    line: Record, sender: MessageSender, post_office: MailServer, clock: VirtualClock
) -> None:
    swap_id = ask(line, "later-duty")
    assert sent(clock, sender) == 1
    with line.change("dispatcher") as session:
        carry_out(session, LINE, swap_id, "bram", now=clock.now())
    assert sent(clock, sender) == 1
    asked, answered = post_office.taken
    assert (asked["To"], answered["To"]) == ("bram@example.org", "anna@example.org")
    assert " ".join(asked["Subject"].split()) == (
        "Anna Chauffeursen vraagt of u wilt rijden op dinsdag 24 november, 09:45–11:45"
    )
    assert body(asked)[1:3] == [
        "In ruil rijdt Anna Chauffeursen uw dienst van dinsdag 24 november, 13:45–15:45, met Busje 1.",
        "Log in en zeg ja of nee: https://bus.example.org/duties",
    ]
    assert (
        " ".join(answered["Subject"].split())
        == "Geruild: Bram van Rijden rijdt op dinsdag 24 november, 09:45–11:45"
    )
    assert "U rijdt nu de dienst van dinsdag 24 november, 13:45–15:45, met Busje 1." in body(answered)


def test_who_asked_hears_a_no_too(
    line: Record, sender: MessageSender, post_office: MailServer, clock: VirtualClock
) -> None:
    swap_id = ask(line)
    sent(clock, sender)
    with line.change("bram") as session:
        close_swap(session, LINE, swap_id, "bram", now=clock.now())
    assert sent(clock, sender) == 1
    assert post_office.taken[-1]["To"] == "anna@example.org"
    assert body(post_office.taken[-1])[0].endswith("met Busje 1 niet over. De dienst blijft van u.")


def test_a_swap_that_is_asked_by_mistake_is_never_told(
    line: Record, sender: MessageSender, clock: VirtualClock
) -> None:
    swap_id = ask(line)
    with line.change("anna") as session:
        close_swap(session, LINE, swap_id, "anna", now=clock.now())
    assert sent(clock, sender) == 0
    assert states(line) == [(MessageKind.SWAP_ASKED, "bram", MessageState.UNNEEDED)]


def put_on(record: Record, driver_id: str) -> str:
    """Put another driver on the example duty and ask them; return the notice on their page."""
    now = record.clock.now()
    with record.change("dispatcher") as session:
        duty = session.get_one(Duty, DUTY)
        duty.driver_id = driver_id
        tell_driver(session, duty, driver_id, NoticeKind.ASKED, now=now)
        ask_to_take_over(session, duty, now=now)
        session.flush()
        return session.scalars(select(DutyNotice.id).where(DutyNotice.driver_id == driver_id)).one()


def test_who_is_asked_to_take_over_hears_it_at_once_and_nothing_of_who_is_ill(
    line: Record, sender: MessageSender, post_office: MailServer, clock: VirtualClock
) -> None:
    put_on(line, "carla")
    assert sender.send_due() == 1
    (mail,) = post_office.taken
    assert mail["To"] == "carla@example.org"
    assert "Anna" not in mail.as_string()
    assert body(mail) == [
        "Osdorppleinlijn: een collega kan niet rijden. Kunt u de dienst van dinsdag 24 november, "
        "09:45–11:45, met Busje 1 overnemen?",
        "Log in en zeg ja of nee: https://bus.example.org/duties",
        "Vragen? Bel 020 555 0100.",
    ]


def test_who_has_said_yes_already_is_not_asked_any_more(
    line: Record, sender: MessageSender, clock: VirtualClock
) -> None:
    notice = put_on(line, "carla")
    with line.change("carla") as session:
        mark_seen(session, LINE, "carla", notice, now=clock.now())
    assert sender.send_due() == 0
    assert states(line) == [(MessageKind.DUTY_ASKED, "carla", MessageState.UNNEEDED)]


def leave_open(record: Record) -> None:
    with record.change("dispatcher") as session:
        duty = session.get_one(Duty, DUTY)
        duty.driver_id, duty.state = None, DutyState.OPEN
        session.flush()
        tell_of_open(session, [duty], now=record.clock.now(), except_for=frozenset({"anna"}))


def test_an_open_duty_is_offered_to_who_has_an_address_and_may_drive_it(
    line: Record, sender: MessageSender, post_office: MailServer, clock: VirtualClock
) -> None:
    with line.change("test") as session:
        for driver_id in ("carla", "daan", "els"):
            session.get_one(Driver, (LINE, driver_id)).email = ""
        session.get_one(Driver, (LINE, "farid")).wheelchair_trained = False
        session.add(
            DriverAbsence(line_id=LINE, driver_id="gerda", starts_at=at("09:00"), ends_at=at("10:00"))
        )
    leave_open(line)
    assert sent(clock, sender) == 2
    assert {mail["To"] for mail in post_office.taken} == {"bram@example.org", "hans@example.org"}
    assert body(post_office.taken[0])[0] == (
        "Osdorppleinlijn: de dienst van dinsdag 24 november, 09:45–11:45, met Busje 1 heeft geen chauffeur. "
        "U mag deze dienst rijden. Wie hem het eerst neemt, rijdt."
    )


def test_a_duty_that_was_taken_meanwhile_is_offered_to_nobody(
    line: Record, sender: MessageSender, clock: VirtualClock
) -> None:
    leave_open(line)
    with line.change("dispatcher") as session:
        duty = session.get_one(Duty, DUTY)
        duty.driver_id, duty.state = "hans", DutyState.PLANNED
    assert sent(clock, sender) == 0
    assert {state for _, _, state in states(line)} == {MessageState.UNNEEDED}


def test_a_duty_that_begins_within_the_hour_is_left_to_the_telephone(
    line: Record, clock: VirtualClock
) -> None:
    clock.move_to(at("08:50"))
    leave_open(line)
    assert states(line) == []


def test_what_is_not_taken_becomes_a_phone_call_to_the_driver(
    line: Record, sender: MessageSender, post_office: MailServer, clock: VirtualClock
) -> None:
    post_office.to_address = "550 nobody here"
    ask(line)
    sent(clock, sender)
    with line.read() as session:
        scribe = scribe_of(session.get_one(Line, LINE), "nl", clock.now())
        task = next(one for one in open_tasks(session, scribe) if one.kind == "message_undelivered")
    assert task.name == "Bram van Rijden"
    assert "Anna Chauffeursen vraagt of u de dienst" in task.say
