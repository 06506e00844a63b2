"""Commands that break plans: a window withdrawn, a driver who can't drive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from busline.days import instant, seconds
from busline.feed.messages import Done, DriverUnavailable, WithdrawWindow
from busline.nouns import BookingState, DutyState
from busline.record.engine import WriteSession
from busline.record.leases import check_fencing
from busline.record.tables import DriverAbsence, Duty, IdleWindow
from dispatcher.desk.committing import Decision
from dispatcher.desk.day import DutyOnDay
from dispatcher.desk.disruption import Rescued, ends_when_back, shortened, strand
from dispatcher.desk.finding import find
from dispatcher.desk.rows import residents_of, write_calls, write_duties, write_states
from dispatcher.roster.days import DriverChange
from dispatcher.roster.replacing import replace_driver

if TYPE_CHECKING:
    from busline.feed.messages import AnyCommand
    from dispatcher.desk.line_desk import LineDesk


def withdraw_window(desk: LineDesk, command: WithdrawWindow) -> Done:
    """End a window early, or take it away; its rides move where promises allow, the rest become tasks."""
    with desk.record.read() as session:
        window = find(session, IdleWindow, command.window_id, "idle window")
    if window.withdrawn_at is not None:
        return Done()
    day = desk.day(window.service_date)
    duty = next((one for one in day.duties.values() if one.window_id == window.id), None)
    if duty is None or not duty.drives:
        with desk.record.change(command.actor, command.why) as writing:
            check_fencing(writing, desk.owner.line_id, desk.owner.fencing)
            _mark_withdrawn(writing, desk, window.id, command.why, None)
        return Done()
    ends_at = max(seconds(command.from_instant), desk.now if duty.state is DutyState.UNDER_WAY else 0)
    rescued = strand(desk.line, day, shortened(duty, ends_at), desk.now, may_stay=True)
    rescued = _ending_when_back(desk, rescued, duty.id)
    left = rescued.day.duties[duty.id]
    return _commit(
        desk,
        rescued,
        duty.id,
        who=command.actor,
        why=command.why or "window withdrawn",
        command=command,
        also=lambda session: _mark_withdrawn(session, desk, window.id, command.why, left),
    )


def driver_unavailable(desk: LineDesk, command: DriverUnavailable) -> Done:
    """Note an absence, look for other drivers, and move the rides of duties that stay without one.

    A duty that is far enough ahead stays open by the line's rule, with its rides on it.
    """
    out = {
        duty.id
        for day in (desk.day(desk.today),)
        for duty in day.duties.values()
        if duty.driver_id == command.driver_id and duty.state is DutyState.UNDER_WAY
    }
    with desk.record.change(command.actor, command.why or "driver unavailable") as session:
        check_fencing(session, desk.owner.line_id, desk.owner.fencing)
        changes = _replace(session, desk, command, out)
    desk.forget(*(change.service_date for change in changes))
    left = [change for change in changes if change.after is None]
    calls = sum(_release(desk, change, change.duty_id in out, command) for change in left)
    return Done(
        result={
            "replaced": [change.duty_id for change in changes if change.after is not None],
            "without_driver": [change.duty_id for change in left],
            "tasks": calls,
        }
    )


def release_open_duties(desk: LineDesk, service_date: date) -> None:
    """Move the rides of duties for which it is too late to find a driver by the line's rule."""
    for duty_id in [duty.id for duty in desk.day(service_date).duties.values()]:
        day = desk.day(service_date)
        duty = day.duties[duty_id]
        if duty.state is not DutyState.OPEN or _has_time(desk, duty.starts_at):
            continue
        if any(visit.ride for visit in duty.order):
            rescued = strand(desk.line, day, duty, desk.now)
            _commit(desk, rescued, duty_id, who="dispatcher", why="no driver was found in time")


def _replace(
    session: WriteSession, desk: LineDesk, command: DriverUnavailable, out: set[str]
) -> Sequence[DriverChange]:
    session.add(
        DriverAbsence(
            line_id=command.line_id,
            driver_id=command.driver_id,
            starts_at=command.starts_at,
            ends_at=command.ends_at,
            reason=command.why,
        )
    )
    session.flush()
    result = replace_driver(
        session, command.line_id, command.driver_id, command.starts_at, command.ends_at, now=desk.clock.now()
    )
    for change in result.changes:
        if change.after is None and change.duty_id in out:
            # Nobody can take over on the road: who is on board is still brought, by the same driver.
            duty = find(session, Duty, change.duty_id, "duty")
            duty.driver_id, duty.state = command.driver_id, DutyState.UNDER_WAY
    return result.changes


def _release(desk: LineDesk, change: DriverChange, is_out: bool, command: DriverUnavailable) -> int:
    """Move the rides of a duty that lost its driver; return how many calls that makes."""
    day = desk.day(change.service_date)
    duty = day.duties[change.duty_id]
    if is_out:
        duty = shortened(duty, desk.now)
    elif _has_time(desk, duty.starts_at):
        return 0
    rescued = strand(desk.line, day, duty, desk.now)
    if is_out:
        rescued = _ending_when_back(desk, rescued, duty.id)
    why = command.why or "driver unavailable"
    _commit(desk, rescued, duty.id, who=command.actor, why=why)
    return len(rescued.calls)


def _has_time(desk: LineDesk, starts_at: int) -> bool:
    lead_s = desk.line.rules.open_duty_lead_s
    return lead_s > 0 and starts_at - desk.now >= lead_s


def _commit(
    desk: LineDesk,
    rescued: Rescued,
    duty_id: str,
    *,
    who: str,
    why: str,
    command: AnyCommand | None = None,
    also: Callable[[WriteSession], None] | None = None,
) -> Done:
    done = Done(result={"broken": list(rescued.broken), "tasks": len(rescued.calls)})

    def write(session: WriteSession) -> None:
        if also is not None:
            also(session)
        write_duties(session, rescued.day, [duty_id])
        write_states(session, [(one, BookingState.BROKEN, desk.now) for one in rescued.broken], why)
        residents = residents_of(session, desk.owner.line_id, rescued.day.date)
        write_calls(session, desk.owner.line_id, rescued.day, rescued.calls, desk.clock.now(), residents)

    topics = ("plan", "bookings", "tasks") if rescued.calls else ("plan",)
    desk.commit(Decision(rescued.day, done, write, topics, who=who, why=why), command)
    return done


def _mark_withdrawn(
    session: WriteSession, desk: LineDesk, window_id: str, why: str, left: DutyOnDay | None
) -> None:
    """Mark a window; what of it is still driven stays lent until the van is back."""
    window = find(session, IdleWindow, window_id, "idle window")
    window.withdrawn_why = why
    if left is not None and left.drives:
        window.ends_at = instant(left.ends_at)
    else:
        window.withdrawn_at = desk.clock.now()


def _ending_when_back(desk: LineDesk, rescued: Rescued, duty_id: str) -> Rescued:
    duty = ends_when_back(desk.line, rescued.day.duties[duty_id])
    return replace(rescued, day=rescued.day.with_duties(duty))
