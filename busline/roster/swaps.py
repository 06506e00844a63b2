"""Swapping a duty between two drivers: asked by one, agreed to or declined by the other.

The rules are checked for both when it is asked, and again when it is agreed: a week lies between, and each
of them may have taken something else. Only the dispatcher gives duties other drivers, see `carry_out`.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.errors import Conflict, UnknownNoun
from busline.nouns import DutyState, MessageKind, NoticeKind, SwapState
from busline.record.engine import WriteSession
from busline.record.tables import Duty, DutySwap
from busline.roster.may_drive import check_may_drive
from busline.roster.notices import tell_driver, tell_of_duty
from busline.roster.telling import tell_of_swap


class NotYours(Conflict):
    """The duty is another driver's now, has begun, or was withdrawn."""

    code = "duty-not-yours"


class SwapOver(Conflict):
    """The swap was decided before."""

    code = "swap-over"


@dataclass(frozen=True, slots=True)
class SwapWish:
    """Who asks whom to take over which duty, and which they would drive in return."""

    duty_id: str
    from_driver: str
    to_driver: str
    return_duty_id: str | None = None


def ask_swap(session: WriteSession, line_id: str, wish: SwapWish, *, now: datetime) -> DutySwap:
    """Ask a driver to take over a duty, after the rules were checked for both.

    Raises
    ------
    UnknownNoun
        If there is no such duty or driver.
    NotYours
        If a duty is not its driver's to give, or has begun.
    AgainstTheRules, NotTrained, DriverAway
        If one of the two may not drive what they would get.
    """
    _check_both(session, line_id, wish, now)
    swap = DutySwap(
        line_id=line_id,
        duty_id=wish.duty_id,
        from_driver_id=wish.from_driver,
        to_driver_id=wish.to_driver,
        return_duty_id=wish.return_duty_id,
        state=SwapState.ASKED,
        asked_at=now,
    )
    session.add(swap)
    session.flush()
    tell_of_swap(session, swap, MessageKind.SWAP_ASKED, now=now)
    tell_of_duty(session, session.get_one(Duty, swap.duty_id))
    return swap


def close_swap(
    session: WriteSession, line_id: str, swap_id: str, driver_id: str, *, now: datetime
) -> DutySwap:
    """Decline a swap (who was asked) or withdraw it (who asked); nothing else changes.

    Raises
    ------
    UnknownNoun
        If it is no swap of theirs.
    SwapOver
        If it was decided before.
    """
    swap = open_swap(session, line_id, swap_id)
    if driver_id not in (swap.from_driver_id, swap.to_driver_id):
        raise UnknownNoun("swap", swap_id)
    asked = driver_id == swap.to_driver_id
    swap.state = SwapState.DECLINED if asked else SwapState.WITHDRAWN
    swap.decided_at = now
    if asked:
        tell_of_swap(session, swap, MessageKind.SWAP_ANSWERED, now=now)
    tell_of_duty(session, session.get_one(Duty, swap.duty_id))
    return swap


def carry_out(
    session: WriteSession, line_id: str, swap_id: str, driver_id: str, *, now: datetime
) -> list[Duty]:
    """Let the two change duties, on the word of who was asked; return the duties with another driver.

    For the dispatcher that holds the line. Other swaps of the same duties are withdrawn.

    Raises
    ------
    UnknownNoun
        If `driver_id` was not asked for such a swap.
    SwapOver
        If it was decided before.
    NotYours, AgainstTheRules, NotTrained, DriverAway
        If it can't be done any more.
    """
    swap = open_swap(session, line_id, swap_id)
    if driver_id != swap.to_driver_id:
        raise UnknownNoun("swap", swap_id)
    wish = SwapWish(swap.duty_id, swap.from_driver_id, swap.to_driver_id, swap.return_duty_id)
    given, returned = _check_both(session, line_id, wish, now)
    swap.state, swap.decided_at = SwapState.AGREED, now
    changed = [given]
    given.driver_id, given.published_at = swap.to_driver_id, now
    if returned is not None:
        returned.driver_id, returned.published_at = swap.from_driver_id, now
        changed.append(returned)
        tell_driver(session, returned, swap.from_driver_id, NoticeKind.GIVEN, now=now)
    tell_driver(session, given, swap.from_driver_id, NoticeKind.TAKEN_OFF, now=now)
    tell_of_swap(session, swap, MessageKind.SWAP_ANSWERED, now=now)
    _withdraw_others(session, swap, {duty.id for duty in changed}, now)
    return changed


def open_swap(session: Session, line_id: str, swap_id: str) -> DutySwap:
    """Return a swap that is not decided yet.

    Raises
    ------
    UnknownNoun, SwapOver
        If there is none, or it was decided before.
    """
    swap = session.get(DutySwap, swap_id)
    if swap is None or swap.line_id != line_id:
        raise UnknownNoun("swap", swap_id)
    if swap.state is not SwapState.ASKED:
        raise SwapOver("This swap was decided already.")
    return swap


def _check_both(session: Session, line_id: str, wish: SwapWish, now: datetime) -> tuple[Duty, Duty | None]:
    given = _own(session, line_id, wish.duty_id, wish.from_driver, now)
    returned = None
    if wish.return_duty_id is not None:
        returned = _own(session, line_id, wish.return_duty_id, wish.to_driver, now)
    if wish.from_driver == wish.to_driver:
        raise NotYours("A swap takes two drivers.")
    lost = () if returned is None else (returned.id,)
    check_may_drive(session, wish.to_driver, [given], loses=lost)
    if returned is not None:
        check_may_drive(session, wish.from_driver, [returned], loses=(given.id,))
    return given, returned


def _own(session: Session, line_id: str, duty_id: str, driver_id: str, now: datetime) -> Duty:
    duty = session.get(Duty, duty_id)
    if duty is None or duty.line_id != line_id:
        raise UnknownNoun("duty", duty_id)
    if duty.driver_id != driver_id or duty.state is not DutyState.PLANNED or duty.starts_at <= now:
        raise NotYours("This duty can't change hands any more.", duty=duty_id)
    return duty


def _withdraw_others(session: WriteSession, swap: DutySwap, duty_ids: set[str], now: datetime) -> None:
    others = session.scalars(
        select(DutySwap).where(
            DutySwap.line_id == swap.line_id,
            DutySwap.state == SwapState.ASKED,
            DutySwap.id != swap.id,
            DutySwap.duty_id.in_(duty_ids) | DutySwap.return_duty_id.in_(duty_ids),
        )
    )
    for other in others:
        other.state, other.decided_at = SwapState.WITHDRAWN, now
        if other.from_driver_id not in (swap.from_driver_id, swap.to_driver_id):
            tell_of_swap(session, other, MessageKind.SWAP_ANSWERED, now=now)
