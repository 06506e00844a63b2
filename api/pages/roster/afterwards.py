"""What goes on after a roster was published: who has seen it, takeovers, swaps, open duties."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.pages.frame import Reader
from api.pages.problem_page import say_error
from api.pages.roster.sheet import names_of_drivers
from api.rosters.queries import get_line_of, swap_card
from api.rosters.schemas import DutyLine, RosterCard
from busline.nouns import DutyState, NoticeKind, RosterState, SwapState
from busline.record.tables import Driver, Duty, DutyNotice, DutySwap
from busline.roster.driver_times import duties_against_rules

OPEN_AHEAD = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Takeover:
    """Somebody was asked to take over a duty; ``yes`` once they said so. ``before`` is who can't drive it."""

    duty: DutyLine
    name: str
    phone: str
    before: str
    yes: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A driver who was told of a roster, and whether they have seen it."""

    name: str
    phone: str
    seen: bool


def afterwards(session: Session, frame: Reader, roster: RosterCard | None) -> dict[str, Any]:
    """Return what the roster maker has to know of the duties to come."""
    names = names_of_drivers(session, frame.line.id)
    return {
        "takeovers": takeovers(session, frame, names),
        "open_duties": _open_duties(session, frame),
        "swaps": _swaps(session, frame),
        "against_rules": _against_rules(session, frame, names),
        "told": _told(session, roster),
        "names": names,
    }


def takeovers(session: Session, frame: Reader, names: Mapping[str, str]) -> list[Takeover]:
    """Return who was asked to take over a duty that is not over, by the begin of the duty."""
    rows = session.execute(
        select(DutyNotice, Duty)
        .join(Duty, Duty.id == DutyNotice.duty_id)
        .where(Duty.line_id == frame.line.id, Duty.ends_at > frame.now)
        .order_by(DutyNotice.made_at)
    ).all()
    last = {(notice.duty_id, notice.driver_id): notice for notice, _ in rows}
    lost = {notice.duty_id: notice.driver_id for notice, _ in rows if notice.kind is NoticeKind.TAKEN_OFF}
    found = []
    for duty in sorted({duty.id: duty for _, duty in rows}.values(), key=lambda duty: duty.starts_at):
        notice = last.get((duty.id, duty.driver_id or ""))
        if notice is None or notice.kind is not NoticeKind.ASKED:
            continue
        driver = session.get_one(Driver, (duty.line_id, duty.driver_id))
        before = names.get(lost.get(duty.id, ""), "")
        line = get_line_of(session, duty.id)
        found.append(Takeover(line, driver.name, driver.phone, before, notice.seen_at is not None))
    return found


def _open_duties(session: Session, frame: Reader) -> list[DutyLine]:
    rows = session.scalars(
        select(Duty.id)
        .where(
            Duty.line_id == frame.line.id,
            Duty.state == DutyState.OPEN,
            Duty.starts_at > frame.now,
            Duty.starts_at < frame.now + OPEN_AHEAD,
        )
        .order_by(Duty.starts_at, Duty.van_id)
    )
    return [get_line_of(session, duty_id) for duty_id in rows]


def _swaps(session: Session, frame: Reader) -> list[Any]:
    rows = session.scalars(
        select(DutySwap)
        .where(DutySwap.line_id == frame.line.id, DutySwap.state == SwapState.ASKED)
        .order_by(DutySwap.asked_at, DutySwap.id)
    )
    cards = (swap_card(session, row) for row in rows)
    return [card for card in cards if card.duty.starts_at > frame.now]


def _against_rules(session: Session, frame: Reader, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the duties whose drivers may not drive them any more, with the reason in words."""
    return [
        {"name": name, "duty": get_line_of(session, duty_id), "why": say_error(frame.words, refused)}
        for who, name in names.items()
        for duty_id, refused in duties_against_rules(session, frame.line.id, who, now=frame.now).items()
    ]


def _told(session: Session, roster: RosterCard | None) -> list[Told]:
    if roster is None or roster.state is not RosterState.PUBLISHED:
        return []
    # All of them are told in the transaction that publishes, at its one moment.
    rows = session.execute(
        select(DutyNotice.seen_at, Driver)
        .join(Driver, (Driver.line_id == DutyNotice.line_id) & (Driver.id == DutyNotice.driver_id))
        .where(DutyNotice.kind == NoticeKind.ROSTER, DutyNotice.made_at == roster.published_at)
        .order_by(Driver.name)
    )
    return [Told(driver.name, driver.phone, seen_at is not None) for seen_at, driver in rows]
