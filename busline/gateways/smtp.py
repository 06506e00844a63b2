"""E-mail through a mail server."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import parseaddr

from busline.gateways.gateway import GatewayAway, GatewayRefused, Outgoing

PERMANENT = range(500, 600)


class SmtpGateway:
    """Hands each message to one mail server, by a connection of its own.

    The ``Message-ID`` is made of the message's key, so that a repeat is recognised as one.

    Parameters
    ----------
    host, port, security
        The server; `security` is ``starttls``, ``tls`` (from the first byte) or ``none``.
    user, password
        Empty where the server asks for none.
    sender
        Who the e-mail comes from.
    timeout_s
        For connecting and for each answer, > 0.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        security: str,
        user: str = "",
        password: str = "",
        sender: str,
        timeout_s: float = 10.0,
    ) -> None:
        self._host, self._port, self._security = host, port, security
        self._user, self._password, self._sender = user, password, sender
        self._timeout_s = timeout_s

    @property
    def address(self) -> str:
        """The mail server and its port."""
        return f"{self._host}:{self._port}"

    def send(self, message: Outgoing) -> None:
        """Hand the e-mail over.

        Raises
        ------
        GatewayAway
            If the server can't be reached, asks to come back later, or does not know us.
        GatewayRefused
            If it does not take this address or this text.
        """
        try:
            with self._connected() as server:
                server.send_message(self._written(message))
        except smtplib.SMTPRecipientsRefused as refused:
            status = max(code for code, _ in refused.recipients.values())
            raise self._fault(status, "does not take this address") from refused
        except smtplib.SMTPAuthenticationError as refused:
            raise GatewayAway(f"{self.address} does not know us") from refused
        except smtplib.SMTPResponseException as refused:
            raise self._fault(refused.smtp_code, "does not take this message") from refused
        except (smtplib.SMTPException, OSError) as broken:
            raise GatewayAway(f"{self.address}: {broken}") from broken
        except ValueError as unreadable:  # a line break or the like in an address
            raise GatewayRefused(f"This can't be an e-mail: {unreadable}") from unreadable

    def check(self) -> None:
        """Greet the server, with the password if there is one, and leave.

        Raises
        ------
        GatewayAway
            If that fails.
        """
        try:
            with self._connected() as server:
                server.noop()
        except (smtplib.SMTPException, OSError) as broken:
            raise GatewayAway(f"{self.address}: {broken}") from broken

    def close(self) -> None:
        """Nothing stays open between two messages."""

    def _connected(self) -> smtplib.SMTP:
        if self._security == "tls":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self._host, self._port, timeout=self._timeout_s, context=context
            )
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=self._timeout_s)
        try:
            if self._security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self._user:
                server.login(self._user, self._password)
        except BaseException:
            server.close()
            raise
        return server

    def _written(self, message: Outgoing) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = self._sender
        mail["To"] = message.to
        mail["Subject"] = message.subject
        mail["Message-ID"] = f"<{message.key}@{_domain(self._sender)}>"
        mail["Auto-Submitted"] = "auto-generated"  # no out-of-office answers to it
        mail.set_content(message.text + "\n")
        for paper in message.papers:
            mail.add_attachment(paper.pdf, maintype="application", subtype="pdf", filename=paper.name)
        mail["Content-Language"] = message.language  # the last, as setting the content clears such headers
        return mail

    def _fault(self, status: int, says: str) -> GatewayAway | GatewayRefused:
        said = f"{self.address} {says} ({status})"
        return GatewayRefused(said) if status in PERMANENT else GatewayAway(said)


def _domain(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"
