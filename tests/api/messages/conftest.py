"""A mail server that takes what drivers are told, and what sends it there."""

from collections.abc import Iterator

import pytest

from busline.gateways.smtp import SmtpGateway
from tests.mail_server import MailServer, mail_server


@pytest.fixture
def post_office() -> Iterator[MailServer]:
    """A mail server that takes all that comes."""
    with mail_server() as server:
        yield server


@pytest.fixture
def by_mail(post_office: MailServer) -> SmtpGateway:
    """The gateway to that server."""
    return SmtpGateway(
        "127.0.0.1", post_office.port, security="none", sender="Bus <bus@example.org>", timeout_s=2.0
    )
