"""A drafted roster in the record, and publishing it: only then do duties and drivers hear of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from busline.errors import Conflict
from busline.nouns import DutyState, NoticeKind, RosterState
from busline.record.engine import WriteSession
from busline.record.tables import Duty, IdleWindow, Roster, RosterDuty
from busline.roster.may_drive import AgainstTheRules, DriverAway, NotTrained, check_may_drive
from busline.roster.notices import tell_driver
from busline.roster.telling import tell_of_open, tell_of_roster
from dispatcher.roster.days import new_duty
from dispatcher.roster.weeks.goals import UNIT_S
from dispatcher.roster.weeks.result import WeeksRoster


class NoDraft(Conflict):
    """The roster is still being made, was published before, or was dropped."""

    code = "no-draft"


def keep_draft(session: WriteSession, roster: Roster, made: WeeksRoster, *, now: datetime) -> None:
    """Write a finished roster beside the plan: no duty changes yet."""
    for window_id in (*made.drivers, *made.open):
        session.add(RosterDuty(roster_id=roster.id, window_id=window_id, driver_id=made.driver_of(window_id)))
    roster.state, roster.made_at = RosterState.DRAFT, now
    roster.result = {
        "open": {window: reason.value for window, reason in made.open.items()},
        "gap": made.gap,
        "goals": [{"goal": g.goal.value, "cost": g.cost, "bound": g.bound} for g in made.goals],
        "unit_s": UNIT_S,
        "shares": [
            {
                "driver": share.driver,
                "got_s": share.got_s,
                "fairest_s": share.fairest_s,
                "contract_s": share.contract_s,
                "wanted_s": share.wanted_s,
                "before_s": share.before_s,
                "wishes": share.wishes,
                "wishes_kept": share.wishes_kept,
            }
            for share in made.shares
        ],
    }


def publish(session: WriteSession, roster: Roster, *, now: datetime) -> tuple[list[Duty], list[str]]:
    """Give the duties of a draft their drivers, and tell each of them once that there is a roster.

    A driver who fell ill, works more elsewhere or swapped something since the draft may not drive any more
    what it gave them: such a duty stays as it is. So do duties whose driver was told before.

    Returns
    -------
    The duties that have their driver from this roster, and the ids of windows whose driver may not any more.

    Raises
    ------
    NoDraft
        If it is not a draft.
    """
    if roster.state is not RosterState.DRAFT:
        raise NoDraft("This roster is no draft.")
    published, refused = [], []
    for window, duty, driver_id in _undecided(session, roster, now):
        try:
            check_may_drive(session, driver_id, [duty])
        except (AgainstTheRules, DriverAway, NotTrained):
            refused.append(window.id)
            continue
        session.add(duty)
        duty.driver_id, duty.state, duty.published_at = driver_id, DutyState.PLANNED, now
        session.flush()
        published.append(duty)
    first = {str(duty.driver_id): duty for duty in reversed(published)}
    for driver_id, duty in sorted(first.items()):
        tell_driver(session, duty, driver_id, NoticeKind.ROSTER, now=now)
    roster.state, roster.published_at = RosterState.PUBLISHED, now
    roster.result = {**roster.result, "refused": refused}
    session.flush()
    tell_of_roster(session, roster, first, now=now)
    # Who has duties from it reads there of the open ones.
    tell_of_open(session, _still_open(session, roster), now=now, except_for=frozenset(first))
    return published, refused


def _still_open(session: WriteSession, roster: Roster) -> Sequence[Duty]:
    return session.scalars(
        select(Duty)
        .join(RosterDuty, RosterDuty.window_id == Duty.window_id)
        .where(RosterDuty.roster_id == roster.id, Duty.state == DutyState.OPEN)
    ).all()


def _undecided(
    session: WriteSession, roster: Roster, now: datetime
) -> Sequence[tuple[IdleWindow, Duty, str]]:
    """Free the duties that the draft decides of their drivers; return them with whom they get."""
    rows = session.execute(
        select(RosterDuty, IdleWindow)
        .join(IdleWindow, IdleWindow.id == RosterDuty.window_id)
        .where(
            RosterDuty.roster_id == roster.id, IdleWindow.withdrawn_at.is_(None), IdleWindow.starts_at > now
        )
        .order_by(IdleWindow.starts_at, IdleWindow.van_id)
    ).all()
    undecided = []
    for kept, window in rows:
        duties = session.scalars(select(Duty).where(Duty.window_id == window.id)).all()
        duty = duties[0] if duties else new_duty(window)
        is_free = duty.state in (DutyState.OPEN, DutyState.PLANNED) and duty.published_at is None
        if len(duties) > 1 or not is_free:
            continue
        # First all of them are free, then each is given: two that change places would hinder each other.
        duty.driver_id, duty.state = None, DutyState.OPEN
        if kept.driver_id is None:
            session.add(duty)
            continue
        undecided.append((window, duty, kept.driver_id))
    session.flush()
    return undecided
