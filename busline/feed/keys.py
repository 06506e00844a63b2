"""Every name that this house uses in Redis; they all begin with ``busline:``."""

GROUP = "dispatcher"  # the one consumer group of every line's commands


def commands(line_id: str) -> str:
    """Return the stream of a line's commands."""
    return f"busline:line:{line_id}:commands"


def dead_letters(line_id: str) -> str:
    """Return the stream of what came for a line and could not be read or carried out."""
    return f"busline:line:{line_id}:dead"


def lease(line_id: str) -> str:
    """Return the key that holds the name of the dispatcher that owns a line."""
    return f"busline:line:{line_id}:lease"


def live(line_id: str) -> str:
    """Return the channel of a line's live events."""
    return f"busline:line:{line_id}:live"


def offer(line_id: str, offer_id: str) -> str:
    """Return the key of one held offer."""
    return f"busline:line:{line_id}:offer:{offer_id}"


def offer_index(line_id: str) -> str:
    """Return the set of the ids of a line's held offers."""
    return f"busline:line:{line_id}:offers"


def phone_call(line_id: str, call_id: str) -> str:
    """Return the key of one telephone call that rings."""
    return f"busline:line:{line_id}:phone-call:{call_id}"


def phone_call_index(line_id: str) -> str:
    """Return the set of the ids of the telephone calls that ring on a line."""
    return f"busline:line:{line_id}:phone-calls"


def presence(line_id: str) -> str:
    """Return the hash of who is busy with which resident of a line."""
    return f"busline:line:{line_id}:presence"


def reply(message_id: str) -> str:
    """Return the list on which the answer to one message is pushed."""
    return f"busline:reply:{message_id}"


def van_place(line_id: str, duty_id: str) -> str:
    """Return the key of the place where the van of one duty was last."""
    return f"busline:line:{line_id}:van-place:{duty_id}"
