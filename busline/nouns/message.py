"""What residents are told of their rides and drivers of their duties, and how far a message has come."""

from enum import StrEnum
from typing import Literal, get_args


class MessageKind(StrEnum):
    """What a message is about; one sentence each."""

    CONFIRMATION = "confirmation"  # the ride is booked
    CHANGE = "change"  # another time or place than was told before
    CANCELLATION = "cancellation"
    REMINDER = "reminder"  # the evening before
    CALL_AHEAD = "call_ahead"  # the van is nearly there
    MANIFEST = "manifest"  # to a driver: the run of a duty, or what changed in it
    DUTY_OFF = "duty_off"  # to a driver: a duty is no longer theirs
    ROSTER = "roster"  # to a driver: a new roster has duties of theirs
    DUTY_ASKED = "duty_asked"  # to a driver: somebody can't drive; this duty is theirs now, if they can
    DUTY_OPEN = "duty_open"  # to a driver: a duty has nobody, and they may take it
    SWAP_ASKED = "swap_asked"  # to a driver: a colleague asks them to take a duty over
    SWAP_ANSWERED = "swap_answered"  # to a driver: what came of the swap that they asked for


# What a resident may be told of a ride, and so may want or not.
ResidentKind = Literal[
    MessageKind.CONFIRMATION,
    MessageKind.CHANGE,
    MessageKind.CANCELLATION,
    MessageKind.REMINDER,
    MessageKind.CALL_AHEAD,
]
MANIFEST_KINDS = (MessageKind.MANIFEST, MessageKind.DUTY_OFF)
ROSTER_KINDS = (
    MessageKind.ROSTER,
    MessageKind.DUTY_ASKED,
    MessageKind.DUTY_OPEN,
    MessageKind.SWAP_ASKED,
    MessageKind.SWAP_ANSWERED,
)
DRIVER_KINDS = (*MANIFEST_KINDS, *ROSTER_KINDS)
RESIDENT_KINDS: tuple[ResidentKind, ...] = get_args(ResidentKind)


class MessageChannel(StrEnum):
    """How a resident wants to be told. ``none``: not at all."""

    NONE = "none"
    SMS = "sms"
    EMAIL = "email"
    SPOKEN = "spoken"  # a telephone call in which the sentence is spoken


class MessageState(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"  # for its time, or for its next try
    SENDING = "sending"  # a try is under way
    SENT = "sent"  # the gateway has it
    FAILED = "failed"  # it was never taken in time: a coordinator phones
    STOPPED = "stopped"  # by a coordinator
    UNNEEDED = "unneeded"  # what it would have told was no longer so
    UNSENT = "unsent"  # there was no gateway: it would have been sent


class MessageFault(StrEnum):
    """Why a message was not taken; ``none`` where nothing went wrong."""

    NONE = "none"
    NO_ADDRESS = "no_address"  # no telephone number, or no e-mail address
    REFUSED = "refused"  # the gateway does not take this one, however often it comes
    AWAY = "away"  # the gateway did not answer, or not well
    UNCLEAR = "unclear"  # broken off twice while it was sent: it may have arrived
    TOO_LATE = "too_late"  # nothing was tried before it was of no more use


MESSAGE_TRANSITIONS: dict[MessageState, frozenset[MessageState]] = {
    MessageState.WAITING: frozenset(
        {
            MessageState.SENDING,
            MessageState.FAILED,
            MessageState.STOPPED,
            MessageState.UNNEEDED,
            MessageState.UNSENT,
        }
    ),
    # Back to waiting after a try in vain. Nobody can stop what may be on its way.
    MessageState.SENDING: frozenset({MessageState.SENT, MessageState.WAITING, MessageState.FAILED}),
    # Sent again, on a coordinator's word.
    MessageState.SENT: frozenset({MessageState.WAITING}),
    MessageState.FAILED: frozenset({MessageState.WAITING}),
    MessageState.STOPPED: frozenset({MessageState.WAITING}),
    MessageState.UNSENT: frozenset({MessageState.WAITING}),
    MessageState.UNNEEDED: frozenset(),
}
