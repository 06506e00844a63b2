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

STANDS = (DutyState.PLANNED, DutyState.UNDER_WAY)
REFUSALS = (SwapState.DECLINED, SwapState.WITHDRAWN)


def said_of_roster(session: Session, message: Message, words: Words, times: Times, address: str) -> Said:
    """Return such an e-mail in words; `address` is where the pages are, empty where nobody knows."""
    duty = session.get_one(Duty, message.duty_id)
    link = f"{address.rstrip('/')}/duties" if address else ""
    if message.kind is MessageKind.ROSTER:
        first = _told(session, _first_of(session, message) or duty)
        return roster_in_words(words, times, first, _roster(session, message), link)
    told = _told(session, duty)
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
        MessageKind.SWAP_ASKED: _can_be_swapped,
        MessageKind.SWAP_ANSWERED: _is_answered,
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
    nobodys = _duties_of(message).where(Duty.state == DutyState.OPEN)
    return RosterTold(
        roster.from_day,
        roster.to_day,
        duties=_count(session, _mine(message)),
        open=_count(session, nobodys),
    )


def _first_of(session: Session, message: Message) -> Duty | None:
    """Return the first duty that the driver has from the roster by now."""
    return session.scalars(_mine(message).order_by(Duty.starts_at, Duty.id).limit(1)).first()


def _mine(message: Message) -> Select[Duty]:
    return _duties_of(message).where(Duty.driver_id == message.driver_id, Duty.state.in_(STANDS))


def _duties_of(message: Message) -> Select[Duty]:
    return (
        select(Duty)
        .join(RosterDuty, RosterDuty.window_id == Duty.window_id)
        .where(RosterDuty.roster_id == message.facts["roster"])
    )


def _count(session: Session, duties: Select[Duty]) -> int:
    return session.execute(select(func.count()).select_from(duties.subquery())).scalar_one()


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
    return _drives(duty, message.driver_id) and unseen is not None


def _drives(duty: Duty, driver_id: str | None) -> bool:
    """Tell whether a duty is that driver's to drive: one that is withdrawn keeps whose it was."""
    return duty.driver_id == driver_id and duty.state in STANDS


def _may_take(session: Session, message: Message) -> bool:
    duty = session.get_one(Duty, message.duty_id)
    is_open = duty.state is DutyState.OPEN
    return is_open and why_not_drive(session, str(message.driver_id), [duty]) is None


def _can_be_swapped(session: Session, message: Message) -> bool:
    swap = _swap_row(session, message)
    back = session.get_one(Duty, swap.return_duty_id) if swap.return_duty_id else None
    return (
        swap.state is SwapState.ASKED
        and _drives(session.get_one(Duty, swap.duty_id), swap.from_driver_id)
        and (back is None or _drives(back, swap.to_driver_id))
    )


def _is_answered(session: Session, message: Message) -> bool:
    """Tell whether a swap was agreed to; where it was not, whether the duty is still whose it was."""
    swap = _swap_row(session, message)
    stays = _drives(session.get_one(Duty, swap.duty_id), swap.from_driver_id)
    return swap.state is SwapState.AGREED or (swap.state in REFUSALS and stays)


def _swap_row(session: Session, message: Message) -> DutySwap:
    return session.get_one(DutySwap, message.facts["swap"])


def _swap(session: Session, message: Message) -> SwapTold:
    swap = _swap_row(session, message)
    asked = message.kind is MessageKind.SWAP_ASKED
    other = swap.from_driver_id if asked else swap.to_driver_id
    back = session.get(Duty, swap.return_duty_id) if swap.return_duty_id else None
    drives_back = swap.from_driver_id if swap.state is SwapState.AGREED else swap.to_driver_id
    return SwapTold(
        colleague=session.get_one(Driver, (swap.line_id, other)).name,
        agreed=swap.state is SwapState.AGREED,
        in_return=None if back is None or not _drives(back, drives_back) else _told(session, back),
    )
