"""A form does its work once: its hidden key is the idempotency key that programs send as a header."""

import json
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Form, Request, Response

from api.access.caller import CurrentCaller
from api.idempotency import LONGEST_KEY, AlreadyAnswered, Once, fingerprint_of
from api.services import ServicesHere

FormKey = Annotated[str, Form(min_length=8, max_length=LONGEST_KEY, pattern=r"^[\x21-\x7e]+$")]


async def form_once(
    request: Request, services: ServicesHere, caller: CurrentCaller, idempotency_key: FormKey
) -> Once:
    """Return the wish that a form stands for, by the key that was made when the form was shown."""
    return Once(services, caller, f"{caller.user_id}:{idempotency_key}", await fingerprint_of(request))


FormOnce = Annotated[Once, Depends(form_once)]


def reply_of(work: Callable[[], Response]) -> dict[str, Any]:
    """Return the answer of `work`; where the same form was sent before, the answer it got then."""
    try:
        reply = work()
    except AlreadyAnswered as answered:
        reply = answered.reply
    found: dict[str, Any] = json.loads(bytes(reply.body))
    return found
