"""What a driver is told of rosters, open duties and swaps by e-mail, and whether it is still so."""

from collections.abc import Callable

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from api.words import (
    DutyTold,
    RosterTold,
    Said,
    SwapTold,
    Times,
    Words,
    asked_in_words,
    open_in_words,
    roster_in_words,
    swap_answered_in_words,
    swap_asked_in_words,
)
from busline.nouns import DutyState, MessageKind, NoticeKind, RosterState, SwapState
from busline.record.tables import (
    Driver,
    Duty,
    DutyNotice,
    DutySwap,
    Line,
    Message,
    Roster,
    RosterDuty,
    Van,
)
from busline.roster.may_drive import why_not_drive

ANSWERS = (SwapState.AGREED, SwapState.DECLINED, SwapState.WITHDRAWN)


def said_of_roster(session: Session, message: Message, words: Words, times: Times, address: str) -> Said:
    """Return such an e-mail in words; `address` is where the pages are, empty where nobody knows."""
    duty = session.get_one(Duty, message.duty_id)
    told, link = _told(session, duty), f"{address.rstrip('/')}/duties" if address else ""
    if message.kind is MessageKind.ROSTER:
        return roster_in_words(words, times, told, _roster(session, message), link)
    if message.kind is MessageKind.DUTY_ASKED:
        return asked_in_words(words, times, told, link)
    if message.kind is MessageKind.DUTY_OPEN:
        return open_in_words(words, times, told, link)
    in_words = swap_asked_in_words if message.kind is MessageKind.SWAP_ASKED else swap_answered_in_words
    return in_words(words, times, told, _swap(session, message), link)


def is_true_of_roster(session: Session, message: Message) -> bool:
    """Tell whether such an e-mail still tells how things stand, and nobody answered on the page meanwhile."""
    is_true: dict[MessageKind, Callable[[Session, Message], bool]] = {
        MessageKind.ROSTER: _has_duties,
        MessageKind.DUTY_ASKED: _has_to_answer,
        MessageKind.DUTY_OPEN: _may_take,
        MessageKind.SWAP_ASKED: lambda *given: _swap_row(*given).state is SwapState.ASKED,
        MessageKind.SWAP_ANSWERED: lambda *given: _swap_row(*given).state in ANSWERS,
    }
    return is_true[message.kind](session, message)


def _told(session: Session, duty: Duty) -> DutyTold:
    line = session.get_one(Line, duty.line_id)
    return DutyTold(
        line=line.name,
        phone=line.phone,
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        van=session.get_one(Van, (duty.line_id, duty.van_id)).name,
    )


def _roster(session: Session, message: Message) -> RosterTold:
    roster = session.get_one(Roster, message.facts["roster"])
    mine = _duties_of(message).where(Duty.driver_id == message.driver_id)
    nobodys = _duties_of(message).where(Duty.state == DutyState.OPEN)
    return RosterTold(
        roster.from_day,
        roster.to_day,
        duties=session.execute(mine).scalar_one(),
        open=session.execute(nobodys).scalar_one(),
    )


def _duties_of(message: Message) -> Select[int]:
    return (
        select(func.count(Duty.id))
        .join(RosterDuty, RosterDuty.window_id == Duty.window_id)
        .where(RosterDuty.roster_id == message.facts["roster"])
    )


def _has_duties(session: Session, message: Message) -> bool:
    published = session.get_one(Roster, message.facts["roster"]).state is RosterState.PUBLISHED
    return published and _roster(session, message).duties > 0


def _has_to_answer(session: Session, message: Message) -> bool:
    duty = session.get_one(Duty, message.duty_id)
    unseen = session.scalar(
        select(DutyNotice.id)
        .where(
            DutyNotice.duty_id == duty.id,
            DutyNotice.driver_id == message.driver_id,
            DutyNotice.kind == NoticeKind.ASKED,
            DutyNotice.seen_at.is_(None),
        )
        .limit(1)
    )
    return duty.driver_id == message.driver_id and unseen is not None


def _may_take(session: Session, message: Message) -> bool:
    duty = session.get_one(Duty, message.duty_id)
    is_open = duty.state is DutyState.OPEN
    return is_open and why_not_drive(session, str(message.driver_id), [duty]) is None


def _swap_row(session: Session, message: Message) -> DutySwap:
    return session.get_one(DutySwap, message.facts["swap"])


def _swap(session: Session, message: Message) -> SwapTold:
    swap = _swap_row(session, message)
    asked = message.kind is MessageKind.SWAP_ASKED
    other = swap.from_driver_id if asked else swap.to_driver_id
    back = session.get(Duty, swap.return_duty_id) if swap.return_duty_id else None
    return SwapTold(
        colleague=session.get_one(Driver, (swap.line_id, other)).name,
        agreed=swap.state is SwapState.AGREED,
        in_return=None if back is None else _told(session, back),
    )
