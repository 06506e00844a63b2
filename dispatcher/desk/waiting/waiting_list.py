"""The waiting list at the desk: places that come free are held for who waits, and become phone calls."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import select

from busline.days import instant
from busline.errors import BuslineError, Conflict
from busline.feed.messages import Confirmed, ConfirmWaiting, Done
from busline.feed.telling import tell_pages
from busline.nouns import LegName, Offer, TaskEnd, TaskState, WaitingState
from busline.record.engine import WriteSession
from busline.record.tables import Refusal, Request, Task, WaitingEntry
from busline.record.waiting import set_waiting_state, waiting_legs
from dispatcher.day.day import Day
from dispatcher.day.offering.waiting_match import Match, Waiting, first_match
from dispatcher.day.rehold import hold_again
from dispatcher.desk.commands import answering
from dispatcher.desk.finding import find
from dispatcher.desk.rows import free_references
from dispatcher.desk.stored_requests import requests_to_quote
from dispatcher.desk.waiting.waiting_rows import (
    call_of,
    close_call,
    open_entries,
    request_waiting,
    waiting_of,
    write_call,
)

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk

log = structlog.get_logger()

WHO = "waiting list"


class PlaceGone(Conflict):
    """Nothing is held for this entry of the waiting list any more."""

    code = "place-gone"


@dataclass(frozen=True)
class Tried:
    """A day, and who waited for it, when a place was last looked for in vain."""

    day: Day
    waiting: frozenset[Waiting]

    def holds_for(self, day: Day, waiting: Collection[Waiting]) -> bool:
        """Tell whether nothing has changed that could make room; time that passes never does."""
        return (
            self.waiting == frozenset(waiting)
            and day.memory is self.day.memory
            and day.duties == self.day.duties
            and day.bookings == self.day.bookings
            and day.holds == self.day.holds
        )


def look_after_waiting(desk: LineDesk) -> int:
    """Let go of what ended, then offer what is free to who waits; return how many offers were made."""
    with desk.record.read() as session:
        entries = open_entries(session, desk.owner.line_id)
        ways = {one.id: {leg.leg for leg in waiting_legs(session, one.request_id)} for one in entries}
    _let_go(desk, [one for one in entries if ways[one.id]])
    if not entries:
        return 0
    for entry in entries:
        _follow(desk, entry, ways[entry.id])
    with desk.record.read() as session:
        waiting = _who_waits(session, desk)
    made = 0
    for service_date, those in waiting.items():
        made += _offer(desk, service_date, those)
    return made


def answer_changed(desk: LineDesk) -> Done:
    """Look at once, because somebody joined or left."""
    return Done(result={"offered": look_after_waiting(desk)})


def answer_confirm_waiting(desk: LineDesk, command: ConfirmWaiting) -> Confirmed:
    """Book what is held for somebody who waited; the refusals stay, marked as placed later.

    Raises
    ------
    PlaceGone
        If nothing is held any more, or a way has been booked otherwise meanwhile.
    OfferGone
        As `answering.book`.
    """
    with desk.record.read() as session:
        entry = find(session, WaitingEntry, command.waiting_id, "waiting list entry")
        request = request_waiting(session, entry)
        offers = [Offer.model_validate(offer) for offer in entry.offers]
        waits_for_all = {offer.leg for offer in offers} <= {leg.leg for leg in request.legs}
        if entry.state is not WaitingState.OFFERED or not waits_for_all:
            raise PlaceGone("Nothing is held for this request any more. Look for another ride.")
        references = free_references(session, desk.owner.line_id, len(offers))

    def placed(session: WriteSession, stored: Request) -> None:
        now = desk.clock.now()
        set_waiting_state(find(session, WaitingEntry, entry.id, "entry"), WaitingState.PLACED, now)
        ways = [offer.leg for offer in offers]
        refused = select(Refusal).where(Refusal.request_id == stored.id, Refusal.leg.in_(ways))
        for refusal in session.scalars(refused):
            refusal.placed_at = now
        if command.task_id is not None:
            task = find(session, Task, command.task_id, "task")
            task.state, task.ended, task.done_at = TaskState.DONE, TaskEnd.REACHED, now
            task.claimed_by, task.outcome = command.actor, command.outcome
        tell_pages(session, desk.owner.line_id, "tasks", service_date=entry.service_date)

    return answering.book(desk, command, request, offers, references, placed)


def _let_go(desk: LineDesk, entries: Collection[WaitingEntry]) -> None:
    """Free the places that memory keeps for who is offered nothing any more."""
    offered = {str(offer["id"]) for one in entries for offer in one.offers}
    for day in desk.loaded:
        gone = [key for key, hold in day.holds.items() if hold.yields and key not in offered]
        if gone:
            desk.remember(day.without_rides(*gone))


def _follow(desk: LineDesk, entry: WaitingEntry, ways: Collection[LegName]) -> None:
    """Let an entry's state follow from the time, what the plan did to its place, and the `ways` left."""
    now = desk.clock.now()
    if not ways:
        _change(desk, entry, WaitingState.LEFT, None)
    elif entry.state is WaitingState.OFFERED:
        if entry.held_until is None or entry.held_until <= now:
            _change(desk, entry, WaitingState.WAITING, {"expired": _iso(entry)}, last_in_line=True)
        elif not _still_held(desk, entry, ways):
            _change(desk, entry, WaitingState.WAITING, {"lost": True})
    elif entry.know_by <= now:
        _change(desk, entry, WaitingState.OVER, {"over": True})


def _still_held(desk: LineDesk, entry: WaitingEntry, ways: Collection[LegName]) -> bool:
    """Tell whether the places of an entry are kept; those that gave way are looked for again first.

    They are held together: where one of the ways is booked otherwise, none is kept.
    """
    offers = [Offer.model_validate(offer) for offer in entry.offers]
    day = desk.day(entry.service_date)
    free = day.without_rides(*(offer.id for offer in offers))
    if any(offer.leg not in ways for offer in offers):
        desk.remember(free)
        return False
    if all(offer.id in day.holds for offer in offers):
        return True
    with desk.record.read() as session:
        requests = requests_to_quote(session, {entry.request_id})
    held = hold_again(desk.line, free, offers, requests, desk.now, yields=True)
    if all(offer.id in held.holds for offer in offers):
        desk.remember(held)
        return True
    desk.remember(free)
    return False


def _change(
    desk: LineDesk,
    entry: WaitingEntry,
    state: WaitingState,
    about: Mapping[str, Any] | None,
    *,
    last_in_line: bool = False,
) -> None:
    """Move an entry on, and say so in its phone call; somebody who changed it meanwhile comes first.

    Without anything to say `about` it, nobody has to be phoned any more.
    """
    now = desk.clock.now()
    with desk.change(WHO, state.value) as session:
        row = find(session, WaitingEntry, entry.id, "entry")
        if row.version != entry.version:
            return
        set_waiting_state(row, state, now)
        if last_in_line:
            row.waits_since = now
        if about is None:
            close_call(session, row, now)
        else:
            write_call(session, row, about, now)
        tell_pages(session, desk.owner.line_id, "tasks", service_date=entry.service_date)


def _who_waits(session: Any, desk: LineDesk) -> dict[date, list[Waiting]]:
    """Return who waits, by day.

    Nobody is offered a second place before a coordinator has seen what became of the first one: it would
    be kept from others for somebody who can't be reached.
    """
    found: dict[date, list[Waiting]] = {}
    for entry in open_entries(session, desk.owner.line_id):
        if entry.state is not WaitingState.WAITING or entry.service_date < desk.today:
            continue
        call = call_of(session, entry)
        if call is not None and call.about.get("expired"):
            continue
        request = request_waiting(session, entry)
        if request.legs:
            found.setdefault(entry.service_date, []).append(waiting_of(session, entry, request))
    return found


def _offer(desk: LineDesk, service_date: date, waiting: Collection[Waiting]) -> int:
    """Offer what is free on a day, the longest waiting first; return how many offers that makes."""
    made = 0
    left = list(waiting)
    tried = desk.waiting_tried.get(service_date)
    if tried is not None and tried.holds_for(desk.day(service_date), left):
        return 0
    while match := first_match(desk.line, desk.day(service_date), left, desk.now, desk.new_id):
        left = [one for one in left if one.id != match.waiting.id]
        if _keep(desk, match):
            made += 1
    desk.waiting_tried[service_date] = Tried(desk.day(service_date), frozenset(left))
    return made


def _keep(desk: LineDesk, match: Match) -> bool:
    """Write a match, then hold it; tell whether it was written: who left meanwhile is offered nothing."""
    now = desk.clock.now()
    offers = [offer.model_dump(mode="json") for offer in match.offers]
    try:
        with desk.change(WHO, "a place came free") as session:
            entry = find(session, WaitingEntry, match.waiting.id, "entry")
            if entry.state is not WaitingState.WAITING:
                return False
            set_waiting_state(entry, WaitingState.OFFERED, now)
            entry.offers, entry.held_until = offers, instant(match.held_until)
            write_call(session, entry, {"offers": offers, "held_until": _iso(entry)}, now)
            tell_pages(session, desk.owner.line_id, "tasks", service_date=entry.service_date)
    except BuslineError as fault:
        if fault.code != "stale-edit":
            raise
        return False
    desk.remember(match.day)
    log.info("a place for who waits", line=desk.owner.line_id, date=str(match.day.date))
    return True


def _iso(entry: WaitingEntry) -> str | None:
    return None if entry.held_until is None else entry.held_until.isoformat()
