"""Taking in what a driver's phone reports, each event exactly once."""

from collections.abc import Sequence, Set
from datetime import datetime

from fastapi import Response
from sqlalchemy.exc import IntegrityError

from api.access.caller import Caller, NotAllowed
from api.driver.schemas import EventsTaken, EventTaken
from api.driver.telling import pass_on
from api.idempotency import Once
from api.planning import envelope
from api.van_places.service import forget_after
from busline.errors import BuslineError, Conflict, UnknownNoun
from busline.feed.messages import DriverEventRecorded
from busline.nouns import DriverEventKind
from busline.record.driver_events import EventWish, duties_in_doubt, store_event
from busline.record.engine import WriteSession


class NoDriver(NotAllowed):
    """The login belongs to nobody who drives."""

    code = "no-driver"


class ReportWaits(Conflict):
    """The event came with one of the same duty whose time can't be: it is stored once both are sent again."""

    code = "report-waits"


def driver_of(caller: Caller) -> str:
    """Return which driver the caller is.

    Raises
    ------
    NoDriver
        If the login is tied to no driver.
    """
    if caller.driver_id is None:
        raise NoDriver("This login belongs to no driver. Ask the office to tie it to one.")
    return caller.driver_id


def take_events(once: Once, line_id: str, wishes: Sequence[EventWish]) -> Response:
    """Store events and tell the dispatcher; one that can't be is refused, and the others are stored.

    Of a duty with a time that can't be nothing is stored: one that came later could end it without the one
    that is refused now, and those before it were timed by the same clock. An alarm does not wait for that.
    """
    driver_id = driver_of(once.caller)
    with once.change("reported from the van") as session:
        now = once.services.clock.now()
        in_doubt = duties_in_doubt(session, wishes, now)
        taken = [_take(once, session, line_id, wish, driver_id, now, in_doubt) for wish in wishes]
        reply = once.answer(session, EventsTaken(events=taken, now=once.services.clock.now()))
    stored = [wish for wish, one in zip(wishes, taken, strict=True) if one.stored]
    forget_after(once.services, line_id, stored)
    return reply


def _take(
    once: Once,
    session: WriteSession,
    line_id: str,
    wish: EventWish,
    driver_id: str,
    now: datetime,
    in_doubt: Set[str],
) -> EventTaken:
    try:
        with session.begin_nested():
            event, is_new = store_event(session, wish, driver_id=driver_id, now=now)
            if event.line_id != line_id or event.driver_id != driver_id:
                raise UnknownNoun("duty", wish.duty_id)
            if is_new and event.duty_id in in_doubt and event.kind is not DriverEventKind.EMERGENCY:
                raise ReportWaits("Another report of this duty has a wrong time. Send both again.")
            if is_new:
                session.flush()
                pass_on(session, event, once.caller.login, wish.place)
    except BuslineError as refused:
        return EventTaken(id=wish.id, stored=False, code=refused.code, detail=refused.detail)
    except IntegrityError:
        # The phone sent it twice at once, and the other sending has just stored it.
        return EventTaken(id=wish.id, stored=True)
    if is_new and event.kind.is_for_plan:
        carried = envelope(once, line_id) | {"idempotency_key": event.id}
        command = DriverEventRecorded(**carried, event_id=event.id)
        session.tell(line_id, "commands", command.model_dump(mode="json"))
    return EventTaken(id=wish.id, stored=True)
