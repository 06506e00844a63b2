"""Writing a standing booking and letting its rides follow, as one wish.

The change and the message about it are one transaction. Then the dispatcher is asked with the same message,
so that whoever made the change hears what came of it; it does the work once, whichever comes first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import Response
from fastapi.responses import JSONResponse
from sqlalchemy.orm.attributes import flag_modified

from api.etags import etag
from api.idempotency import Once
from api.lines.queries import get_line, today_of
from api.planning import envelope
from api.standing.queries import get_standing, standing_card
from api.standing.schemas import RidesFollowed, StandingCard, StandingChange
from busline.errors import Away
from busline.feed.client import CommandFailed
from busline.feed.messages import Done, StandingChanged
from busline.feed.telling import tell_pages
from busline.record.engine import WriteSession
from busline.record.tables import Line, StandingBooking
from busline.record.tables.base import new_id


@dataclass(frozen=True, slots=True)
class Written:
    """A standing booking as it now is in the session, and how it was before (None: there was none)."""

    standing: StandingBooking
    before: StandingCard | None


Write = Callable[[WriteSession, Line], Written]


def carry_out(
    once: Once, line_id: str, why: str, write: Write, *, status: HTTPStatus = HTTPStatus.OK
) -> Response:
    """Do `write` once, and let the rides follow now or as soon as planning is back.

    The answer is a `StandingChange`: with `status`, or 202 if the rides are still to follow.

    Raises
    ------
    BuslineError
        Whatever `write` raises; then nothing was changed.
    """
    with once.change(why) as session:
        line = get_line(session, line_id)
        if "standing_id" not in once.begun:  # or an earlier try has written it
            _write(once, session, line, write)
    command = _command(once, line_id, once.begun["standing_id"])
    try:
        done = once.services.dispatcher.ask(command)
    except (Away, CommandFailed):
        # It is in the outbox and in the record: the dispatcher follows it by itself.
        return _answer(once, line_id, None, HTTPStatus.ACCEPTED)
    rides = RidesFollowed.model_validate(done.result) if isinstance(done, Done) else RidesFollowed()
    return once.keep(_answer(once, line_id, rides, status))


def _write(once: Once, session: WriteSession, line: Line, write: Write) -> None:
    with session.no_autoflush:  # what can't be is said in words before the database sees it
        written = write(session, line)
    standing = written.standing
    standing.changed_at = once.services.clock.now()
    flag_modified(standing, "changed_at")  # a skipped day is another version of the series too
    session.flush()
    session.tell(line.id, "commands", _command(once, line.id, standing.id).model_dump(mode="json"))
    tell_pages(session, line.id, "residents", ids=(standing.resident_id,))
    before = written.before.model_dump_json() if written.before else ""
    once.note(session, standing_id=standing.id, before=before)


def _command(once: Once, line_id: str, standing_id: str) -> StandingChanged:
    fields: dict[str, Any] = envelope(once, line_id) | {"id": new_id()}
    return StandingChanged(**fields, standing_id=standing_id)


def _answer(once: Once, line_id: str, rides: RidesFollowed | None, status: HTTPStatus) -> Response:
    with once.services.record.read() as session:
        today = today_of(get_line(session, line_id), once.services.clock.now())
        standing = get_standing(session, line_id, once.begun["standing_id"])
        card = standing_card(session, standing, today)
    before = once.begun["before"]
    body = StandingChange(
        standing=card,
        before=StandingCard.model_validate_json(before) if before else None,
        done=rides is not None,
        rides=rides or RidesFollowed(),
    )
    return JSONResponse(body.model_dump(mode="json"), status, headers={"ETag": etag(standing)})
