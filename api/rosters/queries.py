"""Reading rosters, duties that a driver may take, swaps and notices."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api.rosters.schemas import (
    BlockedDuty,
    DriverRoster,
    DutyLine,
    NoticeCard,
    RosterCard,
    RosterGoal,
    RosterLine,
    RosterShare,
    RosterSheet,
    SwapCard,
)
from busline.errors import Conflict, UnknownNoun
from busline.nouns import DutyState, SwapState
from busline.record.tables import Duty, DutySwap, IdleWindow, Roster, RosterDuty, Van
from busline.roster.driver_times import duties_against_rules
from busline.roster.may_drive import why_not_drive
from busline.roster.notices import unseen

MOST_ROSTERS = 50
AHEAD = timedelta(weeks=8)
# Each is checked against the rules of working time: that takes some milliseconds.
MOST_OPEN = 40


def get_roster(session: Session, line_id: str, roster_id: str) -> Roster:
    """Return a roster of the line.

    Raises
    ------
    UnknownNoun
        If there is none.
    """
    roster = session.get(Roster, roster_id)
    if roster is None or roster.line_id != line_id:
        raise UnknownNoun("roster", roster_id)
    return roster


def list_rosters(session: Session, line_id: str) -> list[RosterCard]:
    """Return a line's newest rosters, the newest first."""
    rows = session.scalars(
        select(Roster)
        .where(Roster.line_id == line_id)
        .order_by(Roster.asked_at.desc(), Roster.id)
        .limit(MOST_ROSTERS)
    )
    return [roster_card(row) for row in rows]


def roster_card(roster: Roster) -> RosterCard:
    """Return a roster as it is shown."""
    card, result = RosterCard.model_validate(roster), roster.result
    return card.model_copy(
        update={
            "gap": result.get("gap"),
            "unit_s": result.get("unit_s", 900),
            "goals": [_goal(**goal) for goal in result.get("goals", ())],
            "shares": [RosterShare(**share) for share in result.get("shares", ())],
            "refused": result.get("refused", []),
            "failed": result.get("failed", False),
        }
    )


def _goal(goal: str, cost: int, bound: int) -> RosterGoal:
    gap = max(cost - bound, 0) / max(abs(cost), 1)
    return RosterGoal(goal=goal, cost=cost, bound=bound, gap=gap)


def roster_sheet(session: Session, roster: Roster) -> RosterSheet:
    """Return a roster with its windows, by time."""
    reasons = roster.result.get("open", {})
    rows = session.execute(
        select(RosterDuty.driver_id, IdleWindow)
        .join(IdleWindow, IdleWindow.id == RosterDuty.window_id)
        .where(RosterDuty.roster_id == roster.id)
        .order_by(IdleWindow.starts_at, IdleWindow.van_id)
    )
    lines = [
        RosterLine(
            window_id=window.id,
            van_id=window.van_id,
            starts_at=window.starts_at,
            ends_at=window.ends_at,
            driver_id=driver_id,
            open_reason=reasons.get(window.id),
        )
        for driver_id, window in rows
    ]
    return RosterSheet(roster=roster_card(roster), lines=lines)


def driver_roster(session: Session, line_id: str, driver_id: str, now: datetime) -> DriverRoster:
    """Return what comes for a driver; of the open duties those that the rules let them take, and why not."""
    ahead = (Duty.line_id == line_id, Duty.starts_at > now, Duty.starts_at < now + AHEAD)
    mine = _lines(
        session, _duties().where(*ahead, Duty.driver_id == driver_id, Duty.state == DutyState.PLANNED)
    )
    may_take, blocked = _open_to(
        session, driver_id, _duties().where(*ahead, Duty.state == DutyState.OPEN).limit(MOST_OPEN)
    )
    against = duties_against_rules(session, line_id, driver_id, now=now)
    return DriverRoster(
        duties=mine,
        open=may_take,
        blocked=blocked,
        against_rules=[_blocked(line, against[line.id]) for line in mine if line.id in against],
        swaps=_swaps(session, line_id, driver_id),
        notices=[
            NoticeCard(id=n.id, kind=n.kind, duty=get_line_of(session, n.duty_id), made_at=n.made_at)
            for n in unseen(session, line_id, driver_id)
        ],
    )


def _open_to(
    session: Session, driver_id: str, wanted: Select[Duty, str]
) -> tuple[list[DutyLine], list[BlockedDuty]]:
    """Return the open duties that a driver may take, and the others with what is against it."""
    may_take, blocked = [], []
    for duty, van in session.execute(wanted).all():
        refused = why_not_drive(session, driver_id, [duty])
        if refused is None:
            may_take.append(_line(duty, van))
        else:
            blocked.append(_blocked(_line(duty, van), refused))
    return may_take, blocked


def _blocked(line: DutyLine, refused: Conflict) -> BlockedDuty:
    return BlockedDuty(duty=line, code=refused.code, params=dict(refused.params))


def swap_card(session: Session, swap: DutySwap) -> SwapCard:
    """Return a swap as it is shown."""
    return SwapCard(
        id=swap.id,
        duty=get_line_of(session, swap.duty_id),
        from_driver=swap.from_driver_id,
        to_driver=swap.to_driver_id,
        in_return=None if swap.return_duty_id is None else get_line_of(session, swap.return_duty_id),
        state=swap.state,
        asked_at=swap.asked_at,
    )


def get_line_of(session: Session, duty_id: str) -> DutyLine:
    """Return a duty as a driver sees it."""
    [line] = _lines(session, _duties().where(Duty.id == duty_id))
    return line


def may_take_over(session: Session, duty_id: str, driver_ids: Iterable[str]) -> list[str]:
    """Return those of the drivers whom the rules let drive a duty beside all their other work."""
    duty = session.get_one(Duty, duty_id)
    others = [who for who in driver_ids if who != duty.driver_id]
    return [who for who in others if why_not_drive(session, who, [duty]) is None]


def may_be_returned(session: Session, duty_id: str, driver_id: str, now: datetime) -> list[DutyLine]:
    """Return the coming duties of a driver for which a duty may be swapped, by the rules for both."""
    given = session.get_one(Duty, duty_id)
    rows = session.execute(
        _duties()
        .where(
            Duty.line_id == given.line_id,
            Duty.driver_id == driver_id,
            Duty.state == DutyState.PLANNED,
            Duty.starts_at > now,
            Duty.starts_at < now + AHEAD,
        )
        .limit(MOST_OPEN)
    ).all()
    return [
        _line(back, van)
        for back, van in rows
        if why_not_drive(session, driver_id, [given], loses=[back.id]) is None
        and why_not_drive(session, str(given.driver_id), [back], loses=[given.id]) is None
    ]


def _duties() -> Select[Duty, str]:
    return (
        select(Duty, Van.name)
        .join(Van, (Van.line_id == Duty.line_id) & (Van.id == Duty.van_id))
        .order_by(Duty.starts_at, Duty.van_id)
    )


def _lines(session: Session, wanted: Select[Duty, str]) -> list[DutyLine]:
    return [_line(duty, van) for duty, van in session.execute(wanted)]


def _line(duty: Duty, van: str) -> DutyLine:
    return DutyLine(
        id=duty.id,
        van=van,
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        state=duty.state,
        driver_id=duty.driver_id,
    )


def _swaps(session: Session, line_id: str, driver_id: str) -> list[SwapCard]:
    rows = session.scalars(
        select(DutySwap)
        .where(
            DutySwap.line_id == line_id,
            DutySwap.state == SwapState.ASKED,
            (DutySwap.from_driver_id == driver_id) | (DutySwap.to_driver_id == driver_id),
        )
        .order_by(DutySwap.asked_at, DutySwap.id)
    )
    return [swap_card(session, row) for row in rows]
