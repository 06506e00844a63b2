"""The HTTP gateway: what it is sent, and what its answers mean."""

import pytest

from busline.gateways.choosing import gateways_of
from busline.gateways.gateway import GatewayAway, GatewayRefused, Outgoing
from busline.gateways.webhook import BadBody, WebhookGateway
from busline.nouns import MessageChannel
from busline.settings import Settings
from tests.local_server import Answer, Asked, serving, unused_address

MESSAGE = Outgoing(
    key="abc-1",
    channel=MessageChannel.SMS,
    to="+31612345678",
    subject="Uw rit",
    text="Uw busje is er om 10:05. {to} blijft staan.",
    language="nl",
)


def test_a_message_is_posted_in_our_form_with_its_key() -> None:
    with serving(lambda _: Answer(status=202)) as server:
        gateway = WebhookGateway(
            f"{server.url}/sms", token="secret", authorization="AccessKey {token}", timeout_s=2
        )
        gateway.send(MESSAGE)
        gateway.close()
    (asked,) = server.asked
    assert (asked.method, asked.path) == ("POST", "/sms")
    assert asked.headers["Idempotency-Key"] == "abc-1"
    assert asked.headers["Authorization"] == "AccessKey secret"
    assert asked.body == {
        "id": "abc-1",
        "channel": "sms",
        "to": "+31612345678",
        "text": "Uw busje is er om 10:05. {to} blijft staan.",
        "language": "nl",
    }


def test_a_gateway_may_want_another_form() -> None:
    body = (
        '{"originator": "Bus", "recipients": ["{digits}"], "body": "{text}", "x": {"ref": "{key}", "n": 1}}'
    )
    with serving(lambda _: Answer(status=201)) as server:
        WebhookGateway(server.url, body=body, timeout_s=2).send(MESSAGE)
    assert server.asked[0].body == {
        "originator": "Bus",
        "recipients": ["31612345678"],
        "body": "Uw busje is er om 10:05. {to} blijft staan.",
        "x": {"ref": "abc-1", "n": 1},
    }
    assert "Authorization" not in server.asked[0].headers


def test_a_form_that_is_no_json_is_said_at_once() -> None:
    with pytest.raises(BadBody):
        WebhookGateway("http://127.0.0.1", body="{to: 1}")


@pytest.mark.parametrize("status", [400, 422])
def test_what_it_will_never_take_is_refused(status: int) -> None:
    with serving(lambda _: Answer(status=status)) as server, pytest.raises(GatewayRefused):
        WebhookGateway(server.url, timeout_s=2).send(MESSAGE)


@pytest.mark.parametrize("status", [301, 401, 404, 429, 500, 503])
def test_any_other_answer_is_worth_another_try(status: int) -> None:
    with serving(lambda _: Answer(status=status)) as server, pytest.raises(GatewayAway, match=str(status)):
        WebhookGateway(server.url, timeout_s=2).send(MESSAGE)


def test_one_that_knows_the_key_has_the_message() -> None:
    with serving(lambda _: Answer(status=409)) as server:
        WebhookGateway(server.url, timeout_s=2).send(MESSAGE)


def test_a_token_may_stand_in_the_body() -> None:
    with serving(lambda _: Answer(status=200)) as server:
        WebhookGateway(server.url, token="secret", body='{"a": {"productToken": "{token}"}}').send(MESSAGE)
    assert server.asked[0].body == {"a": {"productToken": "secret"}}
    assert "Authorization" not in server.asked[0].headers


def test_one_that_is_too_slow_or_away_is_worth_another_try() -> None:
    with serving(lambda _: Answer(never=True)) as server, pytest.raises(GatewayAway):
        WebhookGateway(server.url, timeout_s=0.2).send(MESSAGE)
    gateway = WebhookGateway(unused_address(), timeout_s=2)
    with pytest.raises(GatewayAway):
        gateway.send(MESSAGE)
    with pytest.raises(GatewayAway):
        gateway.check()


def test_it_is_there_whatever_it_answers() -> None:
    def answer(_: Asked) -> Answer:
        return Answer(status=405)

    with serving(answer) as server:
        WebhookGateway(f"{server.url}/sms", timeout_s=2).check()


def test_its_address_shows_no_secret() -> None:
    gateway = WebhookGateway("https://user:pass@sms.example.org/send?key=secret")
    assert gateway.address == "https://sms.example.org/send"


def test_a_channel_has_a_gateway_only_where_the_settings_name_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert gateways_of(Settings()) == {}
    monkeypatch.setenv("BUSLINE_SMS_URL", "https://sms.example.org/send")
    monkeypatch.setenv("BUSLINE_SMTP_HOST", "mail.example.org")
    found = gateways_of(Settings())
    assert {channel: gateway.address for channel, gateway in found.items()} == {
        MessageChannel.SMS: "https://sms.example.org/send",
        MessageChannel.EMAIL: "mail.example.org:587",
    }
