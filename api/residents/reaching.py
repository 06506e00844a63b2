"""Whether a resident can be reached in the way in which they want messages."""

import phonenumbers

from busline.errors import Fault, InvalidInput
from busline.nouns import MessageChannel
from busline.record.tables import Resident

WAYS_TO_REACH = frozenset({"phone", "email", "message_channel"})
_LANDLINES = frozenset({phonenumbers.PhoneNumberType.FIXED_LINE})


class Unreachable(InvalidInput):
    """Messages are wanted by a way for which the card has no address."""

    code = "unreachable"


def check_reachable(resident: Resident) -> None:
    """Let a resident's wish for messages through if there is somewhere to send them.

    Raises
    ------
    Unreachable
        If there is no e-mail address, no telephone number, or only a landline for text messages.
    """
    channel = resident.message_channel
    if channel is MessageChannel.EMAIL and not resident.email:
        raise _unreachable("email", "no-email-for-messages", "Give an e-mail address, or choose another way.")
    if channel not in (MessageChannel.SMS, MessageChannel.SPOKEN):
        return
    if not resident.phone:
        raise _unreachable("phone", "no-phone-for-messages", "Give a phone number, or choose another way.")
    if channel is MessageChannel.SMS and _is_landline(resident.phone):
        raise _unreachable(
            "phone", "no-mobile-for-messages", "A landline gets no text messages. Choose a spoken call."
        )


def _is_landline(phone: str) -> bool:
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(number) in _LANDLINES


def _unreachable(field: str, code: str, says: str) -> Unreachable:
    return Unreachable(says, faults=[Fault(field, says, code)])
