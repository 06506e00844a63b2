"""What every gateway does, however it does it."""

from dataclasses import dataclass
from typing import Protocol

from busline.errors import BuslineError, ErrorKind
from busline.nouns import MessageChannel


class GatewayAway(BuslineError):
    """The gateway did not answer, or not well: the same message is worth another try."""

    code = "gateway-away"
    kind = ErrorKind.AWAY


class GatewayRefused(BuslineError):
    """The gateway will not take this message, however often it comes."""

    code = "gateway-refused"


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF that goes with an e-mail."""

    name: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message on its way.

    Attributes
    ----------
    key
        Names the message: each try carries the same, so that a gateway that had it already can drop the
        double.
    to
        A telephone number like ``+31612345678``, or an e-mail address.
    language
        Of the text, as ``nl`` or ``en``: a spoken call chooses its voice by it.
    papers
        Only e-mail carries them.
    """

    key: str
    channel: MessageChannel
    to: str
    subject: str
    text: str
    language: str
    papers: tuple[Paper, ...] = ()


class Gateway(Protocol):
    """Takes messages for one channel."""

    @property
    def address(self) -> str:
        """Where it is, without secrets, for whoever looks after the line."""
        ...

    def send(self, message: Outgoing) -> None:
        """Hand `message` over; when this returns, the gateway has it.

        Raises
        ------
        GatewayAway
            If it may not have it: try again later, with the same key.
        GatewayRefused
            If it does not take this message.
        """
        ...

    def check(self) -> None:
        """See whether the gateway can be reached; nothing is sent.

        Raises
        ------
        GatewayAway
            If it can't.
        """
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...
