"""What the desk shows of the telephone calls that ring now."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.pages.frame import Reader
from api.phone_calls.queries import known_extensions, residents_with
from busline.feed.phone_calls import PhoneCall
from busline.nouns import PhoneCallState
from busline.record.tables import Resident

OPEN_KEY = "F9"  # what waits for its turn (parked.html) has the same one: the other caller
MOST_CALLS = 2  # as many as fit beside each other over the bar; the next one comes when one goes
MOST_PEOPLE = 6  # a care location may have one number for everybody


@dataclass(frozen=True, slots=True)
class Person:
    """A resident who may be calling, with the digit that chooses them if there are several."""

    id: str
    name: str
    title: str
    digit: str


@dataclass(frozen=True, slots=True)
class RingingCall:
    """A call in the strip.

    ``by_itself`` tells whether the card may open on an idle desk, ``key`` is that of the first call that
    somebody can still take, ``more`` counts the people who are not listed.
    """

    id: str
    number: str
    people: Sequence[Person]
    more: int
    answered: bool
    taken_by: str
    by_itself: bool
    key: str
    seconds_left: int

    @property
    def kind(self) -> str:
        """What is known of the caller."""
        if not self.number:
            return "withheld"
        return ("unknown", "known")[len(self.people)] if len(self.people) < 2 else "shared"


@dataclass(frozen=True, slots=True)
class RingingStrip:
    """The calls that the reader may take, and the ids of those that are a colleague's."""

    calls: Sequence[RingingCall]
    elsewhere: Sequence[str]


def ringing_strip(session: Session, frame: Reader, calls: Sequence[PhoneCall]) -> RingingStrip:
    """Return what `frame`'s reader sees of `calls`: not what is over, nor what they have taken."""
    known = known_extensions(session, frame.line.id, {one for call in calls for one in call.extensions})
    shown: list[RingingCall] = []
    elsewhere = []
    key = OPEN_KEY
    for call in calls:
        is_elsewhere = _is_elsewhere(frame, call, known)
        is_taken = bool(call.taken_by) and call.taken_by != frame.caller.login
        if is_elsewhere or is_taken:
            elsewhere.append(call.id)
        answered = call.state is PhoneCallState.ANSWERED
        is_gone = answered and (is_elsewhere or is_taken)
        if call.state is PhoneCallState.ENDED or call.taken_by == frame.caller.login or is_gone:
            continue
        if len(shown) < MOST_CALLS:
            can_open = bool(call.number) and not is_taken
            shown.append(_ringing(session, frame, call, key if can_open else "", not is_elsewhere))
            key = "" if can_open else key
    return RingingStrip(shown, elsewhere)


def _is_elsewhere(frame: Reader, call: PhoneCall, known: frozenset[str]) -> bool:
    """Tell whether the telephone of somebody else rings or was answered.

    Where nobody has said whose a telephone is, it may be the reader's.
    """
    own = frame.caller.extension
    if not call.extensions or own in call.extensions:
        return False
    return bool(own) or all(extension in known for extension in call.extensions)


def _ringing(session: Session, frame: Reader, call: PhoneCall, key: str, may_open: bool) -> RingingCall:
    found = residents_with(session, frame.line.id, call.number)
    listed = found[:MOST_PEOPLE]
    return RingingCall(
        id=call.id,
        number=frame.times.phone(call.number) if call.number else "",
        people=[_person(one, str(place) if key else "") for place, one in enumerate(listed, start=1)],
        more=len(found) - len(listed),
        answered=call.state is PhoneCallState.ANSWERED,
        taken_by="" if call.taken_by == frame.caller.login else call.taken_by_name,
        by_itself=may_open and not call.taken_by,
        key=key,
        # The last look comes when the call has gone.
        seconds_left=int((call.expires_at - frame.now).total_seconds()) + 1,
    )


def _person(resident: Resident, digit: str) -> Person:
    return Person(resident.id, resident.name, resident.salutation or resident.name, digit)
