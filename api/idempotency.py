"""The same call twice is one: replies are kept under the caller's key, in the transaction that did the work.

A route that writes takes `OnceHere` and opens its transaction with ``once.change()``. Whoever sends a key
that was answered before gets that answer again; whoever sends it with another body is told so. A wish that
takes several steps notes in its first transaction what it has begun, and a repeat goes on from there.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, Request, Response
from pydantic import BaseModel
from sqlalchemy import delete, select
from starlette.datastructures import UploadFile

from api.access.caller import Caller, CurrentCaller
from api.access.csrf import FORM_TOKEN, FORM_TYPES
from api.services import Services, ServicesHere
from busline.errors import BuslineError
from busline.record.engine import WriteSession
from busline.record.insert_if_new import insert_if_new
from busline.record.tables import KeptReply

PREFIX = "http:"
BEGUN = 0  # the status of a wish that has no answer yet
LONGEST_KEY = 128
KEPT_FOR = timedelta(days=2)  # answers name people: no longer than somebody may still repeat a call


class KeyReused(BuslineError):
    """The key came before, with something else."""

    code = "idempotency-key-reused"


class AlreadyAnswered(Exception):
    """The same wish was answered before; carries that answer."""

    def __init__(self, reply: Response) -> None:
        super().__init__("already answered")
        self.reply = reply


@dataclass(slots=True)
class Once:
    """One wish of one caller, done once however often it is sent.

    Attributes
    ----------
    key
        The caller's key made unique among all callers; commands to the dispatcher carry it on.
    fingerprint
        A hash of method, address and body.
    begun
        What was noted before, by this try or by an earlier one that broke off; filled by `change`.
    """

    services: Services
    caller: Caller
    key: str
    fingerprint: str
    begun: dict[str, Any] = field(default_factory=dict)

    @contextmanager
    def change(self, why: str = "", **begins: str) -> Iterator[WriteSession]:
        """Open a transaction in the caller's name, unless the wish was answered before.

        A first try notes what it `begins`, as `note` would; a repeat finds in `begun` what the first one did.

        Raises
        ------
        KeyReused
            If the key belongs to another wish.
        AlreadyAnswered
            If the wish has its answer.
        """
        with self.services.record.change(self.caller.login, why) as session:
            self._claim(session, begins)
            yield session
        if session.has_told:
            self.services.outbox.wake()

    def note(self, session: WriteSession, **begun: str) -> None:
        """Keep with the transaction what was begun, so that a repeat goes on from there."""
        self.begun = {**self.begun, **begun}
        self._claimed(session).reply = self.begun

    def answer(
        self,
        session: WriteSession,
        body: BaseModel,
        *,
        status: HTTPStatus = HTTPStatus.OK,
        headers: dict[str, str] | None = None,
    ) -> Response:
        """Keep the answer with the transaction, and return it."""
        row = self._claimed(session)
        row.status = status.value
        row.reply = {"body": body.model_dump_json(), "type": "application/json", "headers": headers or {}}
        return _read(row, replayed=False)

    def keep(self, reply: Response) -> Response:
        """Keep an answer to what was done elsewhere, in a transaction of its own; return it."""
        with self.services.record.change(self.caller.login) as session:
            row = self._row(session)
            row.status = reply.status_code
            row.reply = {
                "body": bytes(reply.body).decode(),
                "type": reply.headers.get("content-type", ""),
                "headers": {
                    n: v for n, v in reply.headers.items() if n in ("etag", "location", "hx-redirect")
                },
            }
        return reply

    @property
    def _kept_key(self) -> str:
        # The dispatcher keeps its own answer under `key`; ours stands beside it.
        return f"{PREFIX}{self.key}"

    def _claim(self, session: WriteSession, begins: dict[str, str]) -> None:
        """Make the key ours until the transaction ends, and find what was begun under it."""
        is_first = insert_if_new(
            session,
            KeptReply,
            key=self._kept_key,
            fingerprint=self.fingerprint,
            status=BEGUN,
            reply=begins,
            made_at=self.services.clock.now(),
        )
        if is_first:
            self.begun = dict(begins)
            return
        kept = self._row(session)
        if kept.fingerprint != self.fingerprint:
            raise KeyReused(
                "This Idempotency-Key was used for something else. Take a new one for a new wish."
            )
        if kept.status != BEGUN:
            raise AlreadyAnswered(_read(kept))
        self.begun = dict(kept.reply)

    def _claimed(self, session: WriteSession) -> KeptReply:
        # `change` has added or locked it in this transaction.
        return session.get_one(KeptReply, self._kept_key)

    def _row(self, session: WriteSession) -> KeptReply:
        # The lock makes a second sender of the same key wait until the first is done.
        return session.scalars(
            select(KeptReply).where(KeptReply.key == self._kept_key).with_for_update()
        ).one()


async def once(
    request: Request,
    services: ServicesHere,
    caller: CurrentCaller,
    key: Annotated[
        str,
        Header(
            alias="Idempotency-Key",
            min_length=1,
            max_length=LONGEST_KEY,
            pattern=r"^[\x21-\x7e]+$",
            description="New for each wish, the same for each repeat of it: a UUID, for instance.",
        ),
    ],
) -> Once:
    """Read the key of a write; needed on every route that changes something."""
    return Once(services, caller, f"{caller.user_id}:{key}", await fingerprint_of(request))


OnceHere = Annotated[Once, Depends(once)]


async def fingerprint_of(request: Request) -> str:
    """Return a hash of what is asked: method, address, the version edited, and the body."""
    if request.headers.get("content-type", "").startswith(FORM_TYPES):
        # Whoever logged in again meanwhile sends the same wish with another token.
        body = json.dumps(
            sorted(
                (name, value)
                for name, value in (await request.form()).multi_items()
                if not isinstance(value, UploadFile) and name != FORM_TOKEN
            )
        ).encode()
    else:
        body = await request.body()
    asked = (
        f"{request.method} {request.url.path}?{request.url.query}\n{request.headers.get('if-match', '')}\n"
    )
    return hashlib.sha256(asked.encode() + body).hexdigest()


def forget_old_answers(session: WriteSession, now: datetime) -> None:
    """Forget the answers that nobody will ask for again."""
    session.execute(
        delete(KeptReply).where(KeptReply.key.startswith(PREFIX), KeptReply.made_at < now - KEPT_FOR)
    )


def replay_answers(app: FastAPI) -> None:
    """Make `app` send a kept answer wherever a wish turns out to have one."""
    app.add_exception_handler(AlreadyAnswered, _replay)


def _replay(_request: Request, answered: Exception) -> Response:
    assert isinstance(answered, AlreadyAnswered)
    return answered.reply


def _read(kept: KeptReply, *, replayed: bool = True) -> Response:
    headers = dict(kept.reply["headers"])
    if replayed:
        headers["Idempotency-Replayed"] = "true"
    return Response(
        kept.reply["body"], status_code=kept.status, headers=headers, media_type=kept.reply["type"]
    )
