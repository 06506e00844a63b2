"""The waiting list: who joins it, who leaves it, and the one way in which an entry changes its state."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.errors import Conflict, Fault, InvalidInput, UnknownNoun
from busline.nouns import WAITING_TRANSITIONS, Instant, WaitingState
from busline.record.engine import WriteSession
from busline.record.tables import Booking, Line, Refusal, Request, RequestLeg, WaitingEntry
from busline.rules.line_rules import LineRules

OPEN = (WaitingState.WAITING, WaitingState.OFFERED)
WIDEST_S = 14_400


class NothingToWaitFor(Conflict):
    """No way of the request was refused or declined, or each has its ride."""

    code = "nothing-to-wait-for"


class TooLateToWait(Conflict):
    """The ride would begin before anybody could be phoned about it."""

    code = "too-late-to-wait"


class ImpossibleWait(Conflict):
    """An entry of the waiting list can't go from where it stands to the wanted state."""

    code = "impossible-wait"


class WaitingWish(BaseModel):
    """How somebody wants to wait; what is left out follows from the line's rules.

    ``know_by`` is until when they want to know. ``earlier_s`` and ``later_s`` say how much earlier or later
    than asked a ride may begin; whoever must be there by a time is never brought later than that.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_extra={"examples": [{"later_s": 3600}]}
    )

    know_by: Instant | None = None
    earlier_s: int | None = Field(default=None, ge=0, le=WIDEST_S)
    later_s: int | None = Field(default=None, ge=0, le=WIDEST_S)


def waiting_legs(session: Session, request_id: str) -> list[RequestLeg]:
    """Return the ways of a request that were refused or declined and have no ride, in order of time."""
    refused = select(Refusal.leg).where(Refusal.request_id == request_id, Refusal.placed_at.is_(None))
    booked = select(Booking.leg).where(Booking.request_id == request_id)
    return list(
        session.scalars(
            select(RequestLeg)
            .where(
                RequestLeg.request_id == request_id,
                RequestLeg.leg.in_(refused),
                RequestLeg.leg.not_in(booked),
            )
            .order_by(RequestLeg.wanted_at)
        )
    )


def default_know_by(legs: Sequence[RequestLeg], rules: LineRules) -> datetime:
    """Return until when a caller wants to know who named no time: a lead before the first ride."""
    return min(leg.wanted_at for leg in legs) - timedelta(seconds=rules.waiting_lead_s)


def join(
    session: WriteSession, line_id: str, request_id: str, wish: WaitingWish, *, who: str, now: datetime
) -> WaitingEntry:
    """Put a request on the waiting list; one that waits already keeps its turn, and gets what `wish` names.

    Raises
    ------
    UnknownNoun
        If there is no such line or request.
    NothingToWaitFor
        If no way of the request lacks a ride, as far as that was answered.
    TooLateToWait
        If the ride would begin before anybody could be phoned.
    InvalidInput
        If `wish` wants to know before now, or after the ride would have begun.
    """
    line, request = session.get(Line, line_id), session.get(Request, request_id)
    if line is None:
        raise UnknownNoun("line", line_id)
    if request is None or request.line_id != line_id:
        raise UnknownNoun("request", request_id)
    entry = session.scalar(select(WaitingEntry).where(WaitingEntry.request_id == request_id))
    legs = waiting_legs(session, request_id)
    if not legs:
        raise NothingToWaitFor("No ride of this request was refused, or each has been booked since.")
    rules = LineRules.model_validate(line.rules)
    if entry is not None and entry.state in OPEN:
        if wish.know_by is not None:
            entry.know_by = _know_by(wish, legs, rules, now)
        entry.earlier_s = entry.earlier_s if wish.earlier_s is None else wish.earlier_s
        entry.later_s = entry.later_s if wish.later_s is None else wish.later_s
        session.flush()
        return entry
    know_by = _know_by(wish, legs, rules, now)
    if entry is None:
        entry = WaitingEntry(
            line_id=line_id,
            request_id=request_id,
            resident_id=request.resident_id,
            service_date=request.service_date,
            state=WaitingState.WAITING,
        )
        session.add(entry)
    else:
        set_waiting_state(entry, WaitingState.WAITING, now)
    entry.earlier_s = rules.waiting_span_s if wish.earlier_s is None else wish.earlier_s
    entry.later_s = rules.waiting_span_s if wish.later_s is None else wish.later_s
    entry.know_by, entry.made_at, entry.made_by, entry.waits_since = know_by, now, who, now
    session.flush()
    return entry


def set_waiting_state(entry: WaitingEntry, state: WaitingState, now: datetime) -> None:
    """Move `entry` to `state`; what was held for it is let go unless it is offered or placed.

    Raises
    ------
    ImpossibleWait
        If there is no way from the present state to `state`.
    """
    if state not in WAITING_TRANSITIONS[entry.state]:
        raise ImpossibleWait(
            f"This entry of the waiting list is {entry.state.value} and can't become {state.value}.",
            state=entry.state.value,
            wanted=state.value,
        )
    entry.state = state
    entry.ended_at = None if state in OPEN else now
    if state not in (WaitingState.OFFERED, WaitingState.PLACED):
        entry.offers = []
        entry.held_until = None


def _know_by(wish: WaitingWish, legs: Sequence[RequestLeg], rules: LineRules, now: datetime) -> datetime:
    latest = default_know_by(legs, rules)
    if latest <= now:
        raise TooLateToWait("The ride would begin too soon for anybody to be phoned about it.")
    if wish.know_by is None:
        return latest
    if not now < wish.know_by <= latest:
        said = "Name a time after now, and early enough before the ride."
        raise InvalidInput(said, faults=[Fault("know_by", said, "know-by-out-of-reach")])
    return wish.know_by
