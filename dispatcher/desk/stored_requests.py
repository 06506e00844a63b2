"""Stored requests in the desk's terms, read and answered while a caller waits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import CursorResult, bindparam, select, update
from sqlalchemy.orm import Session

from busline.days import seconds
from busline.errors import UnknownNoun
from busline.nouns import RequestState
from busline.record.day_changes import mark_days
from busline.record.engine import WriteSession
from busline.record.history import note_change
from busline.record.tables import Request, RequestLeg
from busline.record.tables.base import table_of
from dispatcher.day.wishes import LegToQuote, RequestToQuote

_request, _leg = table_of(Request).c, table_of(RequestLeg).c
_STORED = (
    select(
        *(_request.id, _request.line_id, _request.service_date, _request.state, _request.offers),
        *(_request.seats, _request.wheelchairs, _request.boarding_s, _request.replaces),
        *(_leg.leg, _leg.from_stop_id, _leg.to_stop_id, _leg.mode, _leg.wanted_at),
    )
    .where(_leg.request_id == _request.id)
    .where(_request.id.in_(bindparam("request_ids", expanding=True)))
    .order_by(_request.id)
)
_ANSWER = (
    update(table_of(Request))
    .where(_request.id == bindparam("request_id"))
    .values(state=bindparam("state"), offers=bindparam("offers"))
)


@dataclass(frozen=True, slots=True)
class StoredRequest:
    """A request as the record has it: its service day, what it asks for, and how far it got."""

    id: str
    line_id: str
    service_date: date
    wish: RequestToQuote
    state: RequestState
    offers: tuple[dict[str, Any], ...]


def stored_request(session: Session, request_id: str) -> StoredRequest:
    """Return the request with `request_id`.

    Raises
    ------
    UnknownNoun
        If there is none.
    """
    found = _stored(session, (request_id,))
    if request_id not in found:
        raise UnknownNoun("request", request_id)
    return found[request_id]


def requests_to_quote(session: Session, request_ids: Collection[str]) -> dict[str, RequestToQuote]:
    """Return what stored requests ask for, by id; those that there are."""
    return {request_id: one.wish for request_id, one in _stored(session, request_ids).items()}


def keep_offers(session: WriteSession, stored: StoredRequest, offers: Sequence[dict[str, Any]]) -> None:
    """Let a stored request be answered with `offers`, or refused where there are none.

    As if its row had been changed, history included; but a caller waits, and it is not loaded again. What a
    request was answered is changed by the line's own desk alone, one command after the other.

    Raises
    ------
    UnknownNoun
        If it is there no longer.
    """
    state = RequestState.OFFERED if offers else RequestState.REFUSED
    kept = session.execute(_ANSWER, {"request_id": stored.id, "state": state, "offers": list(offers)})
    assert isinstance(kept, CursorResult)
    if kept.rowcount == 0:
        raise UnknownNoun("request", stored.id)
    note_change(
        session,
        noun=Request.__tablename__,
        noun_id=stored.id,
        line_id=stored.line_id,
        before={"state": stored.state, "offers": list(stored.offers)},
        after={"state": state, "offers": list(offers)},
    )
    mark_days(session, stored.line_id, [stored.service_date])


def _stored(session: Session, request_ids: Collection[str]) -> dict[str, StoredRequest]:
    rows = session.execute(_STORED, {"request_ids": list(request_ids)})
    return {str(request_id): _of(list(legs)) for request_id, legs in groupby(rows, key=attrgetter("id"))}


def _of(rows: Sequence[Any]) -> StoredRequest:
    """Return the request that stands, once for each leg, in `rows`."""
    first = rows[0]
    wish = RequestToQuote(
        id=first.id,
        legs=tuple(
            LegToQuote(row.leg, row.from_stop_id, row.to_stop_id, row.mode, seconds(row.wanted_at))
            for row in rows
        ),
        seats=first.seats,
        wheelchairs=first.wheelchairs,
        boarding_s=first.boarding_s,
        replaces=tuple(first.replaces),
    )
    return StoredRequest(first.id, first.line_id, first.service_date, wish, first.state, tuple(first.offers))
