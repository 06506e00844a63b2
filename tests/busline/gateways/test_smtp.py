"""E-mail through a real, small mail server."""

import pytest

from busline.gateways.gateway import GatewayAway, GatewayRefused, Outgoing
from busline.gateways.smtp import SmtpGateway
from busline.nouns import MessageChannel
from busline.running.address import free_port
from tests.mail_server import MailServer, mail_server

MESSAGE = Outgoing(
    key="abc-1",
    channel=MessageChannel.EMAIL,
    to="rie@example.org",
    subject="Uw rit is geboekt",
    text="Vraag het de coördinator. Wij halen u op om 10:05.",
    language="nl",
)


def gateway(server: MailServer) -> SmtpGateway:
    return SmtpGateway(
        "127.0.0.1", server.port, security="none", sender="De lijn <bus@example.org>", timeout_s=2
    )


def test_a_message_is_an_e_mail() -> None:
    with mail_server() as server:
        gateway(server).check()
        gateway(server).send(MESSAGE)
    (mail,) = server.taken
    assert (mail["To"], mail["Subject"], mail["From"]) == (
        "rie@example.org",
        "Uw rit is geboekt",
        "De lijn <bus@example.org>",
    )
    assert mail["Message-ID"] == "<abc-1@example.org>"
    assert mail.get_content().strip() == MESSAGE.text


@pytest.mark.parametrize("answer", ["550 no such mailbox", "553 bad name"])
def test_an_address_that_is_none_is_refused(answer: str) -> None:
    with mail_server() as server:
        server.to_address = answer
        with pytest.raises(GatewayRefused):
            gateway(server).send(MESSAGE)


def test_what_may_work_later_is_tried_later() -> None:
    with mail_server() as server:
        server.to_address = "450 mailbox busy"
        with pytest.raises(GatewayAway):
            gateway(server).send(MESSAGE)
        server.to_address, server.to_text = "250 ok", "451 later"
        with pytest.raises(GatewayAway):
            gateway(server).send(MESSAGE)
        server.to_text, server.cuts = "250 ok", True
        with pytest.raises(GatewayAway):
            gateway(server).send(MESSAGE)
    nobody = SmtpGateway("127.0.0.1", free_port(), security="none", sender="bus@example.org", timeout_s=2)
    for ask in (nobody.check, lambda: nobody.send(MESSAGE)):
        with pytest.raises(GatewayAway):
            ask()


def test_an_address_with_a_line_break_never_gets_into_a_header() -> None:
    bad = Outgoing("k-1", MessageChannel.EMAIL, "a@b.nl\nBcc: all@b.nl", "s", "t", "nl")
    with mail_server() as server, pytest.raises(GatewayRefused):
        gateway(server).send(bad)
    assert server.taken == []
