"""Asking for a roster and publishing it; taking, giving back and swapping duties."""

from fastapi import Response
from sqlalchemy.orm import Session

from api.drivers.schemas import Absence
from api.drivers.service import be_absent, get_driver
from api.idempotency import Once
from api.planning import ask, envelope, pass_on
from api.rosters.queries import get_roster, roster_card, swap_card
from api.rosters.schemas import Noted, RosterWish, SwapWishBody, Terms, WishBody
from busline.errors import Conflict, Fault, InvalidInput, UnknownNoun
from busline.feed.messages import AgreeSwap, PublishRoster, TakeDuty
from busline.nouns import RosterState
from busline.record.tables import DriverTerms, DriverWish, Duty, Roster
from busline.roster.notices import mark_seen
from busline.roster.swaps import SwapWish, ask_swap, close_swap


class RosterPast(InvalidInput):
    """A roster was wanted for days that are over."""

    code = "roster-past"


class RosterPublished(Conflict):
    """The roster was published: drivers know it."""

    code = "roster-published"


def ask_roster(once: Once, line_id: str, wish: RosterWish, today_or_later: bool) -> Response:
    """Ask for a roster; it is made beside the desk, and shown as a draft when it is there.

    Raises
    ------
    RosterPast
        If its last day is over.
    """
    if not today_or_later:
        raise RosterPast("These days are over. Choose later ones.")
    with once.change("asked for a roster") as session:
        roster = Roster(
            line_id=line_id,
            from_day=wish.from_day,
            to_day=wish.to_day,
            state=RosterState.ASKED,
            asked_by=once.caller.login,
            asked_at=once.services.clock.now(),
            result={},
        )
        session.add(roster)
        session.flush()
        return once.answer(session, roster_card(roster))


def publish_roster(once: Once, line_id: str, roster_id: str) -> Response:
    """Have a draft published, now or as soon as planning is back; the answer is a `Passed`."""
    command = PublishRoster(**envelope(once, line_id), roster_id=roster_id)
    return pass_on(once, command, lambda session: get_roster(session, line_id, roster_id), "publish")


def drop_roster(once: Once, line_id: str, roster_id: str) -> Response:
    """Drop a draft that is not wanted.

    Raises
    ------
    RosterPublished
        If drivers know it already.
    """
    with once.change("dropped a roster") as session:
        roster = get_roster(session, line_id, roster_id)
        if roster.state is RosterState.PUBLISHED:
            raise RosterPublished("Drivers know this roster. Change single duties instead.")
        roster.state = RosterState.DROPPED
        session.flush()
        return once.answer(session, roster_card(roster))


def set_terms(once: Once, line_id: str, driver_id: str, terms: Terms) -> Response:
    """Write down what a driver's contract promises and what they would like."""
    with once.change("terms") as session:
        get_driver(session, line_id, driver_id)
        row = session.get(DriverTerms, (line_id, driver_id))
        if row is None:
            row = DriverTerms(line_id=line_id, driver_id=driver_id)
            session.add(row)
        row.contract_week_s, row.wanted_week_s = terms.contract_week_s, terms.wanted_week_s
        return once.answer(session, Noted(id=driver_id))


def add_wish(once: Once, line_id: str, driver_id: str, wish: WishBody) -> Response:
    """Write down when a driver would like to drive, or rather not.

    Raises
    ------
    InvalidInput
        If the span ends before it begins.
    """
    if wish.ends_at <= wish.starts_at:
        message = "The end must be after the begin."
        raise InvalidInput(message, faults=[Fault("ends_at", message, "absence-order")])
    with once.change("wish") as session:
        row = DriverWish(line_id=line_id, driver_id=driver_id, **wish.model_dump())
        session.add(row)
        session.flush()
        return once.answer(session, Noted(id=row.id))


def take_duty(once: Once, line_id: str, driver_id: str, duty_id: str) -> Response:
    """Have an open duty given to the driver who takes it."""
    command = TakeDuty(**envelope(once, line_id), duty_id=duty_id, driver_id=driver_id)
    return ask(once, command, lambda session: _duty(session, line_id, duty_id))


def cannot_drive(once: Once, line_id: str, driver_id: str, duty_id: str) -> Response:
    """Give a duty back: the driver can't drive then, and somebody else is looked for."""
    with once.change("can't drive this duty") as session:
        duty = _duty(session, line_id, duty_id)
        # A repeat finds the duty given back, where the first try was done and only its answer was lost.
        if "asked" not in once.begun:
            if duty.driver_id != driver_id:
                raise UnknownNoun("duty", duty_id)
            once.note(session, asked=duty_id)
    absence = Absence(starts_at=duty.starts_at, ends_at=duty.ends_at, why="can't drive this duty")
    return be_absent(once, line_id, driver_id, absence)


def ask_for_swap(once: Once, line_id: str, driver_id: str, wish: SwapWishBody) -> Response:
    """Ask another driver to swap, if the rules let both."""
    with once.change("asked to swap") as session:
        wanted = SwapWish(wish.duty_id, driver_id, wish.to_driver, wish.return_duty_id)
        swap = ask_swap(session, line_id, wanted, now=once.services.clock.now())
        return once.answer(session, swap_card(session, swap))


def agree_swap(once: Once, line_id: str, driver_id: str, swap_id: str) -> Response:
    """Have a swap carried out, on the word of who was asked."""
    command = AgreeSwap(**envelope(once, line_id), swap_id=swap_id, driver_id=driver_id)
    return ask(once, command, lambda _: None)


def end_swap(once: Once, line_id: str, driver_id: str, swap_id: str) -> Response:
    """Decline a swap, or withdraw the own one."""
    with once.change("no swap") as session:
        swap = close_swap(session, line_id, swap_id, driver_id, now=once.services.clock.now())
        session.flush()
        return once.answer(session, swap_card(session, swap))


def see_notice(once: Once, line_id: str, driver_id: str, notice_id: str) -> Response:
    """Take note that the driver has seen what they were told."""
    with once.change("seen") as session:
        mark_seen(session, line_id, driver_id, notice_id, now=once.services.clock.now())
        return once.answer(session, Noted(id=notice_id))


def _duty(session: Session, line_id: str, duty_id: str) -> Duty:
    duty = session.get(Duty, duty_id)
    if duty is None or duty.line_id != line_id:
        raise UnknownNoun("duty", duty_id)
    return duty
