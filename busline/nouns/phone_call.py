"""How far a telephone call at the coordinators' telephones has come."""

from enum import StrEnum


class PhoneCallState(StrEnum):
    """A telephone call, in the order in which it goes on; the exchange tells each step."""

    RINGING = "ringing"
    ANSWERED = "answered"
    ENDED = "ended"

    def is_before(self, other: "PhoneCallState") -> bool:
        """Tell whether a call is in this state earlier than in `other`."""
        order = list(PhoneCallState)
        return order.index(self) < order.index(other)
