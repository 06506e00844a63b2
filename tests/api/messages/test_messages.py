"""Messages over the API: listed by day, held back, sent again; and who wants them."""

from typing import Any

import pytest

from api.access.permissions import Role
from busline.nouns import MessageState
from busline.record.tables import Message, Resident
from tests.api.house import HERE, LINE, House, key

ONE = f"{HERE}/messages/example-message"
TRUUS = f"{HERE}/residents/b001"
MOBILE = "06 12 34 56 78"


def tag(version: int) -> dict[str, str]:
    return key() | {"If-Match": f'"v{version}"'}


def stand(house: House, state: MessageState, **more: Any) -> None:
    """Let the example stand somewhere; it is then in its second version."""
    with house.record.change("test") as session:
        message = session.get_one(Message, "example-message")
        message.state = state
        for name, value in more.items():
            setattr(message, name, value)


def test_a_day_lists_what_goes_out_with_its_text(house: House) -> None:
    client = house.as_role(Role.COORDINATOR)
    (found,) = client.get(f"{HERE}/messages?day=2026-11-24").json()["items"]
    assert (found["kind"], found["state"], found["channel"]) == ("confirmation", "stopped", "spoken")
    assert found["text"] == (
        "Osdorppleinlijn: uw rit is geboekt. Op dinsdag 24 november tussen 10:05 en 10:15 halen wij u op bij "
        "Wooncomplex Botteskerksingel. Vragen? Bel 020 555 0100."
    )
    assert client.get(f"{HERE}/messages?day=2026-11-25").json()["items"] == []


def test_what_waits_can_be_held_back_and_nothing_else(each_house: House) -> None:
    stand(each_house, MessageState.WAITING, next_try_at=each_house.clock.now().replace(year=2027))
    client = each_house.as_role(Role.COORDINATOR)
    assert client.post(f"{ONE}/stop", headers=tag(1)).status_code == 412
    assert client.post(f"{ONE}/stop", headers=tag(2)).json()["state"] == "stopped"
    reply = client.post(f"{ONE}/stop", headers=tag(3))
    assert (reply.status_code, reply.json()["code"]) == (409, "impossible-for-message")
    assert client.get(ONE).headers["etag"] == '"v3"'


@pytest.mark.parametrize("state", [MessageState.SENT, MessageState.FAILED, MessageState.UNSENT])
def test_what_has_left_or_failed_can_be_sent_again_under_another_key(
    each_house: House, state: MessageState
) -> None:
    stand(each_house, state, text="old", sent_to="+31600000000", tries=3)
    with each_house.record.read() as session:
        before = session.get_one(Message, "example-message").key
    client, header = each_house.as_role(Role.COORDINATOR), tag(2)
    for _ in range(2):  # pressed twice
        assert client.post(f"{ONE}/send-again", headers=header).json()["state"] == "waiting"
    with each_house.record.read() as session:
        message = session.get_one(Message, "example-message")
        assert (message.round, message.tries, message.text) == (2, 0, "")
        assert message.key != before


def test_what_is_of_no_more_use_is_not_sent_again(house: House) -> None:
    with house.record.change("test") as session:
        session.get_one(Message, "example-message").useless_at = house.clock.now()
    reply = house.as_role(Role.COORDINATOR).post(f"{ONE}/send-again", headers=tag(2))
    assert (reply.status_code, reply.json()["code"]) == (409, "message-too-late")


def test_nobody_gets_messages_who_did_not_ask(house: House) -> None:
    card = house.as_role(Role.COORDINATOR).get(TRUUS).json()
    assert card["message_channel"] == "none"
    assert len(card["message_kinds"]) == 5


def test_a_resident_says_what_they_want_and_how(each_house: House) -> None:
    client = each_house.as_role(Role.COORDINATOR)
    wish = {"phone": MOBILE, "message_channel": "sms", "message_kinds": ["reminder", "call_ahead"]}
    card = client.patch(TRUUS, json=wish, headers=tag(1)).json()
    assert (card["message_channel"], card["message_kinds"]) == ("sms", ["reminder", "call_ahead"])
    wish = {"message_channel": "email", "email": "truus@example.org"}
    assert client.patch(TRUUS, json=wish, headers=tag(2)).json()["email"] == "truus@example.org"
    with each_house.record.read() as session:
        assert session.get_one(Resident, (LINE, "b001")).message_kinds == ["reminder", "call_ahead"]


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"message_channel": "email"}, "no-email-for-messages"),
        ({"message_channel": "sms"}, "no-mobile-for-messages"),  # her number is a landline
        ({"message_channel": "spoken", "phone": ""}, "no-phone-for-messages"),
    ],
)
def test_a_way_without_an_address_is_refused(house: House, wish: dict[str, str], code: str) -> None:
    reply = house.as_role(Role.COORDINATOR).patch(TRUUS, json=wish, headers=tag(1))
    assert (reply.status_code, reply.json()["faults"][0]["code"]) == (422, code)


@pytest.mark.parametrize(
    "wish",
    [{"email": "no address"}, {"message_channel": "fax"}, {"message_kinds": ["news"]}],
)
def test_nonsense_is_refused(house: House, wish: dict[str, Any]) -> None:
    assert house.as_role(Role.COORDINATOR).patch(TRUUS, json=wish, headers=tag(1)).status_code == 422
