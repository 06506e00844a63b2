"""The page of messages, the wishes on the card, and the phone call about one that did not arrive."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import HttpUrl

from api.access.permissions import Role
from busline.clock import VirtualClock
from busline.nouns import MessageChannel, MessageFault, MessageState, TaskKind
from busline.record.engine import Record
from busline.record.tables import HistoryEntry, Message, Resident, Task
from busline.record.tables.base import new_id
from busline.settings import Settings
from tests.api.house import DAY, LINE, NOBODY_LISTENS, House, open_house
from tests.api.pages.forms import HTMX
from tests.local_server import unused_address

DAY_LIST = "/messages/list?day=2026-11-24"
WISHES = "/desk/residents/b001/wishes"


def stand(house: House, state: MessageState, **more: Any) -> None:
    """Let the example stand somewhere."""
    with house.record.change("test") as session:
        message = session.get_one(Message, "example-message")
        message.state = state
        for name, value in more.items():
            setattr(message, name, value)


def shown(house: House) -> str:
    return house.as_role(Role.COORDINATOR).get(DAY_LIST, headers=HTMX).text


def test_the_bar_leads_to_the_messages_of_today(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    assert 'href="/messages"' in client.get("/desk").text
    page = client.get("/messages").text
    assert "dinsdag 24 november" in page
    assert "Truus Voorbeeld" in page
    assert "Osdorppleinlijn: uw rit is geboekt." in page
    assert 'lang="nl"' in page


def test_an_empty_day_says_how_somebody_gets_messages(house: House) -> None:
    page = house.as_role(Role.COORDINATOR).get("/messages?day=2026-12-24").text
    assert "Op deze dag gaan er geen berichten uit aan bewoners." in page
    assert "Wie berichten wil, zegt dat aan de telefoon." in page


def test_each_state_is_said_in_words(house: House) -> None:
    soon = house.clock.now().replace(year=2027)
    for state, more, words in (
        (MessageState.STOPPED, {}, "tegengehouden"),
        (MessageState.SENT, {"sent_at": house.clock.now()}, "verstuurd om 08:00"),
        (MessageState.FAILED, {"fault": MessageFault.AWAY}, "niet aangekomen"),
        (MessageState.UNSENT, {}, "zou verstuurd zijn om 08:01"),
        (MessageState.UNNEEDED, {}, "niet meer nodig"),
        (MessageState.WAITING, {"next_try_at": soon}, "zou uitgaan om"),
    ):
        stand(house, state, **more)
        assert words in shown(house)


def test_without_a_gateway_the_page_says_so(house: House) -> None:
    with house.record.change("test") as session:
        session.get_one(Resident, (LINE, "b001")).message_channel = MessageChannel.SPOKEN
    stand(house, MessageState.UNSENT)
    page = shown(house)
    assert "Gesproken telefoontje: er is geen dienst die dit verstuurt." in page
    assert "Stuur opnieuw" in page


@pytest.fixture
def speaking_house(examples: Record, clock: VirtualClock, tmp_path: Path) -> Iterator[House]:
    """The application with a gateway for spoken calls that is away."""
    settings = Settings(data_dir=tmp_path, feed_url=NOBODY_LISTENS, spoken_url=HttpUrl(unused_address()))
    with open_house(examples, clock, NOBODY_LISTENS, tmp_path, settings) as house:
        yield house


def test_while_a_gateway_is_away_the_page_says_how_many_wait(speaking_house: House) -> None:
    house = speaking_house
    soon = house.clock.now().replace(hour=9)
    stand(house, MessageState.WAITING, fault=MessageFault.AWAY, tries=3, next_try_at=soon)
    page = shown(house)
    assert "de dienst antwoordt nu niet. 1 bericht wacht; we proberen het steeds opnieuw." in page
    assert "De dienst antwoordde niet op tijd." in page
    assert "Houd tegen" in page


def test_a_message_is_held_back_and_sent_again_by_a_press(each_house: House) -> None:
    stand(each_house, MessageState.WAITING, next_try_at=each_house.clock.now().replace(year=2027))
    client = each_house.as_role(Role.COORDINATOR)
    form = {"idempotency_key": new_id(), "etag": '"v2"'}
    for _ in range(2):
        reply = client.post("/messages/example-message/stop", data=form, headers=HTMX)
        assert "tegengehouden" in reply.text
    again = {"idempotency_key": new_id(), "etag": '"v3"'}
    assert "Houd tegen" in client.post("/messages/example-message/send-again", data=again, headers=HTMX).text
    late = {"idempotency_key": new_id(), "etag": '"v3"'}
    stale = client.post("/messages/example-message/stop", data=late, headers=HTMX)
    assert stale.status_code == 412
    assert "Iemand anders heeft dit net veranderd." in stale.text
    with each_house.record.read() as session:
        entries = (
            session.query(HistoryEntry)
            .where(HistoryEntry.noun_id == "example-message")
            .order_by(HistoryEntry.seq)
        )
        assert [entry.why for entry in entries][-2:] == ["held back", "sent again"]


def test_who_does_not_work_at_the_desk_sees_no_messages(house: House) -> None:
    for role in (Role.DRIVER, Role.REVIEWER, Role.LENDER):
        assert house.as_role(role).get("/messages").status_code == 403


def typed(**changes: Any) -> dict[str, Any]:
    form = {
        "idempotency_key": new_id(),
        "etag": '"v1"',
        "channel": "spoken",
        "kinds": ["reminder"],
        "email": "",
    }
    return form | changes


def test_the_card_says_how_somebody_wants_messages_and_takes_it_down(each_house: House) -> None:
    client = each_house.as_role(Role.COORDINATOR)
    assert "geen berichten" in client.get("/desk/residents/b001", headers=HTMX).text
    form = client.get(WISHES, headers=HTMX).text
    assert re.search(r'id="wishes-channel"[^>]*autofocus', form)
    assert form.count(" checked") == 5
    assert "Osdorppleinlijn: uw rit is geboekt." in form  # her last message
    wish = typed()
    for _ in range(2):
        reply = client.post(WISHES, data=wish, headers=HTMX)
        assert "gesproken telefoontje, 1 van 5 soorten" in reply.text
    with each_house.record.read() as session:
        truus = session.get_one(Resident, (LINE, "b001"))
        assert (truus.message_channel, truus.message_kinds) == (MessageChannel.SPOKEN, ["reminder"])
        assert truus.version == 2


def test_what_can_not_be_is_said_beside_its_field_and_nothing_is_lost(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    for wish, sentence in (
        (typed(channel="sms"), "Dit is een vast nummer: dat krijgt geen sms."),
        (typed(channel="email"), "Schrijf het e-mailadres, of kies een andere manier."),
        (typed(channel="email", email="truus@"), "Dit is geen e-mailadres."),
    ):
        reply = client.post(WISHES, data=wish, headers=HTMX)
        assert reply.status_code == 422
        assert sentence in reply.text
        assert reply.text.count(" checked") == 1
    stale = client.post(WISHES, data=typed(etag='"v7"'), headers=HTMX)
    assert stale.status_code == 412


def test_a_message_that_did_not_arrive_is_a_phone_call_with_what_it_said(house: House) -> None:
    with house.record.change("test") as session:
        session.add(
            Task(
                line_id=LINE,
                kind=TaskKind.MESSAGE_UNDELIVERED,
                service_date=DAY,
                resident_id="b001",
                booking_id="example-booking",
                about={"message": "example-message", "say": "Uw rit is geboekt."},
                made_at=house.clock.now(),
            )
        )
    page = house.as_role(Role.COORDINATOR).get("/tasks", headers=HTMX).text
    assert "Het bericht over de rit van di 24 nov, 10:05 is niet aangekomen." in page
    assert "Uw rit is geboekt." in page
