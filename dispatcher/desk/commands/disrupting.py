"""Duties that end early or stay without a driver: what was promised on them moves, or becomes phone calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from busline.days import instant, seconds
from busline.feed.messages import Done, WithdrawWindow
from busline.nouns import BookingState, DutyState
from busline.record.engine import WriteSession
from busline.record.tables import IdleWindow
from dispatcher.day.day import Day, DutyOnDay
from dispatcher.day.rescuing.disruption import Rescued, ends_when_back, shortened, strand
from dispatcher.desk.commands.settling_again import settle_again
from dispatcher.desk.committing import PLAN_AND_BOOKINGS, Decision
from dispatcher.desk.finding import find
from dispatcher.desk.rows import write_duties, write_states

if TYPE_CHECKING:
    from busline.feed.messages import AnyCommand
    from dispatcher.desk.line_desk import LineDesk


def withdraw_window(desk: LineDesk, command: WithdrawWindow) -> Done:
    """End a window early, or take it away; its rides move where promises allow, the rest become tasks."""
    with desk.record.read() as session:
        window = find(session, IdleWindow, command.window_id, "idle window")
    if window.withdrawn_at is not None:
        return Done()
    driven = [
        duty.id
        for duty in desk.day(window.service_date).duties.values()
        if duty.window_id == window.id and duty.drives
    ]
    if not driven:
        with desk.change(command.actor, command.why) as writing:
            _mark_withdrawn(writing, desk, desk.day(window.service_date), command)
        return Done()
    done = Done()
    for duty_id in driven:
        rescued = _withdrawn(desk, desk.day(window.service_date), duty_id, command)
        done = commit_rescued(
            desk,
            rescued,
            duty_id,
            who=command.actor,
            why=command.why or "window withdrawn",
            command=command if duty_id == driven[-1] else None,
            also=lambda session, day=rescued.day: _mark_withdrawn(session, desk, day, command),  # type: ignore[misc]
        )
    desk.forget(window.service_date)  # a shorter duty owes another break
    settle_again(desk, window.service_date, driven, who=command.actor, why=command.why or "window withdrawn")
    return done


def release_open_duties(desk: LineDesk, service_date: date) -> None:
    """Move the rides of duties for which it is too late to find a driver by the line's rule.

    Offers that are held on them are let go: none of them can be booked any more.
    """
    too_late = [
        duty.id
        for duty in desk.kept_day(service_date).duties.values()
        if duty.state is DutyState.OPEN
        and any(visit.ride for visit in duty.order)
        and not has_time(desk, duty.starts_at)
    ]
    for duty_id in too_late:
        day = desk.day(service_date)
        riding = {visit.ride for visit in day.duties[duty_id].order if visit.ride is not None}
        day = day.without_rides(*(riding & day.holds.keys()))
        desk.remember(day)
        if riding.isdisjoint(day.bookings):
            continue
        rescued = strand(desk.line, day, day.duties[duty_id], desk.now)
        commit_rescued(desk, rescued, duty_id, who="dispatcher", why="no driver was found in time")


def cut_short(desk: LineDesk, day: Day, duty: DutyOnDay, ends_at: int, *, may_stay: bool) -> Rescued:
    """End a duty at `ends_at`, or when its van can be back; see `strand`."""
    rescued = strand(desk.line, day, shortened(duty, ends_at, desk.now), desk.now, may_stay=may_stay)
    left = ends_when_back(desk.line, rescued.day.duties[duty.id], duty.ends_at)
    return replace(rescued, day=rescued.day.with_duties(left))


def has_time(desk: LineDesk, starts_at: int) -> bool:
    """Tell whether a duty that starts then may still be without a driver."""
    lead_s = desk.line.rules.open_duty_lead_s
    return lead_s > 0 and starts_at - desk.now >= lead_s


def commit_rescued(
    desk: LineDesk,
    rescued: Rescued,
    duty_id: str,
    *,
    who: str,
    why: str,
    command: AnyCommand | None = None,
    also: Callable[[WriteSession], None] | None = None,
) -> Done:
    """Write what became of the rides of a duty; return how many are broken and how many calls to make."""
    done = Done(result={"broken": list(rescued.broken), "tasks": len(rescued.calls)})

    def write(session: WriteSession) -> None:
        if also is not None:
            also(session)
        write_duties(session, rescued.day, [duty_id])
        write_states(session, [(one, BookingState.BROKEN, desk.now) for one in rescued.broken], why)

    decision = Decision(
        rescued.day, done, write=write, topics=PLAN_AND_BOOKINGS, who=who, why=why, calls=rescued.calls
    )
    desk.commit(decision, command)
    return done


def _withdrawn(desk: LineDesk, day: Day, duty_id: str, command: WithdrawWindow) -> Rescued:
    duty = day.duties[duty_id]
    ends_at = max(seconds(command.from_instant), desk.now if duty.state is DutyState.UNDER_WAY else 0)
    return cut_short(desk, day, duty, ends_at, may_stay=True)


def _mark_withdrawn(session: WriteSession, desk: LineDesk, day: Day, command: WithdrawWindow) -> None:
    """Mark a window; what of it was driven, or still is, stays lent until the van is back."""
    window = find(session, IdleWindow, command.window_id, "idle window")
    window.withdrawn_why = command.why
    used = [
        duty.ends_at
        for duty in day.duties.values()
        if duty.window_id == window.id and duty.state is not DutyState.WITHDRAWN
    ]
    if used:
        window.ends_at = instant(max(used))
    else:
        window.withdrawn_at = desk.clock.now()
