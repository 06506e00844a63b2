"""A call is announced, goes on, and is taken by a coordinator."""

import hashlib
from datetime import datetime

from api.access.caller import Caller
from api.lines.queries import get_line
from api.phone_calls.queries import count_with
from api.phone_calls.schemas import AnnouncedCall, CallHeard
from api.services import Services
from busline.errors import Conflict
from busline.feed.phone_calls import RINGS_FOR, PhoneCall, PhoneCallShelf
from busline.nouns import PhoneCallState


class AnotherCall(Conflict):
    """The call's id came before, with the number of another caller."""

    code = "another-call"


def announce(services: Services, line_id: str, told: AnnouncedCall) -> CallHeard:
    """Keep a call while it rings, and let the open desks know.

    Raises
    ------
    UnknownNoun
        If there is no such line.
    AnotherCall
        If the id came before with another number.
    FeedAway
        If there is nowhere to keep it now.
    """
    with services.record.read() as session:
        get_line(session, line_id)
        residents = count_with(session, line_id, told.number)
    now, call_id = services.clock.now(), id_of(told.call_id)
    call = PhoneCallShelf(services.feed).change(
        line_id, call_id, now, lambda before: next_step(before, told, now)
    )
    state = call.state if call else told.state
    return CallHeard(call_id=told.call_id, state=state, withheld=not told.number, residents=residents)


def take(services: Services, line_id: str, call_id: str, caller: Caller) -> None:
    """Let a coordinator have a call that nobody has taken yet; one that is over stays as it is.

    Raises
    ------
    FeedAway
        If that can't be kept now.
    """

    def step(before: PhoneCall | None) -> PhoneCall | None:
        if before is None or before.taken_by:
            return before
        return before.model_copy(update={"taken_by": caller.login, "taken_by_name": caller.name})

    PhoneCallShelf(services.feed).change(line_id, call_id, services.clock.now(), step)


def id_of(call_id: str) -> str:
    """Return our id of the exchange's call: it fits in an address, and hides a number inside of theirs."""
    return hashlib.sha256(call_id.encode()).hexdigest()[:32]


def next_step(before: PhoneCall | None, told: AnnouncedCall, now: datetime) -> PhoneCall:
    """Return the call as it is after the exchange told something of it.

    It only goes forward: an announcement that comes late, or again, does not make it ring anew. Of one that
    has ended nothing is kept but that it has.

    Raises
    ------
    AnotherCall
        If the number is another one than before.
    """
    call = before or PhoneCall(
        id=id_of(told.call_id),
        number=told.number,
        extensions=(),
        state=told.state,
        rang_at=now,
        expires_at=now + RINGS_FOR,
    )
    if told.number and call.number and told.number != call.number:
        raise AnotherCall("This call_id belongs to a call from another number. Send each call's own id.")
    if told.state.is_before(call.state):
        return call
    if told.state is PhoneCallState.ENDED:
        return call.model_copy(update={"state": told.state, "number": "", "extensions": ()})
    return call.model_copy(
        update={
            "state": told.state,
            "number": call.number or told.number,
            "extensions": _extensions(call, told),
        }
    )


def _extensions(call: PhoneCall, told: AnnouncedCall) -> tuple[str, ...]:
    """Return the telephones that ring, of which more may be told one by one; or the one that answered."""
    if not told.extension:
        return call.extensions if told.state is call.state else ()
    if told.state is PhoneCallState.ANSWERED:
        return (told.extension,)
    return tuple(dict.fromkeys((*call.extensions, told.extension)))
