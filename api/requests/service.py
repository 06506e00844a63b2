"""Taking in a call: stored first, then answered; confirmed or declined."""

from datetime import datetime

from fastapi import Response

from api.idempotency import Once
from api.planning import ask, envelope, pass_on
from api.requests.queries import get_request
from busline.errors import Away, Conflict
from busline.feed.messages import ConfirmOffers, DeclineOffers, Offers, QuoteRequest
from busline.nouns import RequestState
from busline.record.engine import WriteSession
from busline.record.requests import RequestWish, asks_the_same, store_request
from busline.record.tables import Request
from busline.record.tables.base import new_id


class RequestKept(Away):
    """Planning is away: the request is stored, and answered when planning is back."""

    code = "request-kept"


class OddAnswer(Conflict):
    """The dispatcher answered something else than was asked."""

    code = "odd-answer"


def quote(
    once: Once,
    line_id: str,
    wish: RequestWish,
    *,
    instead_of: str | None = None,
    called_at: datetime | None = None,
) -> Offers:
    """Store `wish` in the record, then return the dispatcher's offers for it.

    The same wish again is asked again, for the request that is stored already; so is one that asks the same
    as the request `instead_of`, which the caller made before, while no answer to that was heard. What is
    held for `instead_of` is let go. What was written on paper first was asked for at `called_at`; the history
    keeps that it was typed in, by whom and when.

    Raises
    ------
    InvalidInput
        If the wish can't be; nothing is stored.
    RequestKept
        If planning is away; the request is stored, and its answer becomes a phone call to make.
    """
    new_request = new_id()
    with once.change("typed in from paper" if called_at else "request", request_id=new_request) as session:
        request_id = str(once.begun["request_id"])
        unheard = _unheard(session, line_id, instead_of, wish)
        if request_id == new_request and unheard is not None:
            request_id = unheard.id
            once.note(session, request_id=request_id)
        elif request_id == new_request:  # or an earlier try has stored it
            store_request(
                session,
                line_id,
                wish,
                who=once.caller.login,
                now=once.services.clock.now(),
                request_id=new_request,
                called_at=called_at,
            )
        # Whoever asks again is on the phone.
        _forget_call_back(session, line_id, instead_of)
        if request_id != new_request:
            _forget_call_back(session, line_id, request_id)
    try:
        return _offers_for(once, line_id, request_id, instead_of)
    except Away as away:
        _call_back(once, request_id)
        raise RequestKept(
            "The planning is away for a moment. The request is kept and will be answered as soon as it is "
            "back; promise nothing yet, and call back.",
            request_id=request_id,
            part=str(away.params.get("part", "")),
        ) from away


def quote_again(once: Once, line_id: str, request_id: str) -> Offers:
    """Return the dispatcher's offers for a request that was asked before and not booked.

    Raises
    ------
    UnknownNoun
        If there is no such request.
    Away
        If planning is away; nothing was changed.
    """
    with once.change("asked again") as session:
        get_request(session, line_id, request_id)
    return _offers_for(once, line_id, request_id)


def confirm(once: Once, line_id: str, request_id: str, offer_ids: tuple[str, ...]) -> Response:
    """Turn offers into bookings; the answer is a `Confirmed`.

    Raises
    ------
    UnknownNoun
        If there is no such request.
    Away
        If planning is away: nothing is promised.
    CommandFailed
        If an offer is gone.
    """
    command = ConfirmOffers(**envelope(once, line_id), request_id=request_id, offer_ids=offer_ids)
    return ask(once, command, lambda session: get_request(session, line_id, request_id))


def decline(once: Once, line_id: str, request_id: str, why: str) -> Response:
    """Let go of what is held and keep the refusal, now or as soon as planning is back.

    Raises
    ------
    UnknownNoun
        If there is no such request.
    """
    command = DeclineOffers(**envelope(once, line_id), request_id=request_id, why=why)
    return pass_on(once, command, lambda session: get_request(session, line_id, request_id), why)


def _unheard(
    session: WriteSession, line_id: str, request_id: str | None, wish: RequestWish
) -> Request | None:
    """Return the request that was kept before, if it asks for the same and nobody has heard an answer yet."""
    request = _of_line(session, line_id, request_id)
    if request is None or (request.state is not RequestState.WAITING and request.call_back_since is None):
        return None
    return request if asks_the_same(session, request, wish) else None


def _call_back(once: Once, request_id: str) -> None:
    """Keep that no answer was heard: the question may have reached the dispatcher, and be answered yet."""
    with once.change("no answer was heard") as session:
        request = session.get_one(Request, request_id)
        if request.state is not RequestState.CONFIRMED:
            request.call_back_since = once.services.clock.now()


def _forget_call_back(session: WriteSession, line_id: str, request_id: str | None) -> None:
    request = _of_line(session, line_id, request_id)
    if request is not None:
        request.call_back_since = None


def _of_line(session: WriteSession, line_id: str, request_id: str | None) -> Request | None:
    request = session.get(Request, request_id) if request_id else None
    return request if request is not None and request.line_id == line_id else None


def _offers_for(once: Once, line_id: str, request_id: str, instead_of: str | None = None) -> Offers:
    command = QuoteRequest(**envelope(once, line_id), request_id=request_id, instead_of=instead_of)
    reply = once.services.dispatcher.ask(command)
    if not isinstance(reply, Offers):
        raise OddAnswer("The planning gave no offers. Ask again.", request_id=request_id)
    return reply
