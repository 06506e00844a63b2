"""Talking to the dispatcher of a line: asking, and passing on what must be done even if it is away."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from fastapi import Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from api.idempotency import Once
from busline.errors import Away
from busline.feed.messages import AnyCommand, AtOnce, Confirmed, Done, Explained, Moved, Offers
from busline.record.engine import WriteSession
from busline.record.tables.base import new_id

Check = Callable[[WriteSession], object]


class Passed(BaseModel):
    """What became of something that the plan must follow.

    ``done`` is false while planning is away: it is kept and done as soon as planning is back.
    """

    done: bool
    result: dict[str, Any] = Field(default_factory=dict)


def envelope(once: Once, line_id: str) -> dict[str, Any]:
    """Return what every command carries: who, when, and the key that makes it one wish."""
    return {
        "id": new_id(),
        "line_id": line_id,
        "actor": once.caller.login,
        "sent_at": once.services.clock.now(),
        "idempotency_key": once.key,
    }


def ask(once: Once, command: AtOnce, check: Check) -> Response:
    """Have the dispatcher do `command` now, after `check` in the record, and keep its answer.

    A repeat whose first try got no answer is not checked again: that try may have done what now fails it.

    Raises
    ------
    Away
        If planning is away; nothing was kept, the wish can be sent again.
    CommandFailed
        If the dispatcher refused.
    """
    with once.change() as session:
        if "asked" not in once.begun:
            check(session)
            once.note(session, asked=command.id)
    return once.keep(_json(once.services.dispatcher.ask(command)))


def pass_on(
    once: Once, command: AnyCommand, check: Check | None = None, why: str = "", *, tell_result: bool = True
) -> Response:
    """Have `command` done now; while planning is away it is kept in the outbox and done afterwards.

    Without `tell_result` the answer does not say what came of it: for who may not know of single rides.

    A dispatcher that was away only just may get it twice under one key, and does it once.

    Raises
    ------
    CommandFailed
        If the dispatcher refused.
    """
    if check is not None:
        with once.change(why) as session:
            check(session)
    try:
        reply = once.services.dispatcher.ask(command)
    except Away:
        return _keep_for_later(once, command, why)
    result = _result(reply) if tell_result else {}
    return once.keep(_json(Passed(done=True, result=result)))


def _keep_for_later(once: Once, command: AnyCommand, why: str) -> Response:
    with once.change(why) as session:
        if "passed_on" not in once.begun:
            session.tell(command.line_id, "commands", command.model_dump(mode="json"))
            once.note(session, passed_on=command.id)
    return _json(Passed(done=False), HTTPStatus.ACCEPTED)


def _result(reply: Offers | Confirmed | Explained | Moved | Done) -> dict[str, Any]:
    return dict(reply.result) if isinstance(reply, Done) else reply.model_dump(mode="json")


def _json(body: BaseModel, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return JSONResponse(body.model_dump(mode="json"), status.value)
