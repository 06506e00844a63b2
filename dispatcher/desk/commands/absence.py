"""A driver who can't drive: others take over what has not begun; who is out brings home who is on board."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from busline.days import instant, seconds
from busline.feed.messages import Done, DriverUnavailable
from busline.nouns import DutyState
from busline.record.engine import WriteSession
from busline.record.tables import DriverAbsence, Duty
from dispatcher.day.rescuing.disruption import strand
from dispatcher.day.rescuing.resting import rests_in_time
from dispatcher.desk.commands.disrupting import commit_rescued, cut_short, has_time
from dispatcher.desk.commands.settling_again import settle_again
from dispatcher.desk.committing import keep_reply
from dispatcher.desk.finding import find
from dispatcher.roster.days import RosterResult
from dispatcher.roster.replacing import WORTH_DRIVING, relieve, replace_driver

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk


def driver_unavailable(desk: LineDesk, command: DriverUnavailable) -> Done:
    """Note an absence, look for other drivers, and move the rides of duties that stay without one.

    A duty that is far enough ahead stays open by the line's rule, with its rides on it. Nobody can take
    over on the road: a duty that the driver begins, or is on, ends when its van is back, and another driver
    goes on from there.
    """
    parted = _parted(desk, command)
    with desk.change(command.actor, command.why or "driver unavailable") as session:
        absence_id = _note(session, command)
        result = replace_driver(
            session,
            command.line_id,
            command.driver_id,
            command.starts_at,
            command.ends_at,
            now=desk.clock.now(),
            except_for=[duty_id for _, duty_id in parted],
        )
    desk.forget(*(change.service_date for change in result.changes))
    tasks = _release(desk, result, command)
    tasks += sum(_bring_home(desk, day, duty_id, command, absence_id) for day, duty_id in parted)
    done = Done(
        result={
            "replaced": [change.duty_id for change in result.changes if change.after is not None],
            "without_driver": [change.duty_id for change in result.changes if change.after is None],
            "ended": [duty_id for _, duty_id in parted],
            "tasks": tasks,
        }
    )
    with desk.change(command.actor) as session:
        keep_reply(session, command, done, desk.clock)
    return done


def _parted(desk: LineDesk, command: DriverUnavailable) -> list[tuple[date, str]]:
    """Return the duties, each with its day, that the driver begins and can't drive to their end."""
    with desk.record.read() as session:
        rows = session.execute(
            select(Duty.service_date, Duty.id, Duty.state, Duty.starts_at)
            .where(
                Duty.line_id == command.line_id,
                Duty.driver_id == command.driver_id,
                Duty.state.in_((DutyState.PLANNED, DutyState.UNDER_WAY)),
                Duty.starts_at < command.ends_at,
                Duty.ends_at > max(command.starts_at, desk.clock.now()),
            )
            .order_by(Duty.starts_at, Duty.id)
        ).all()
    return [
        (day, duty_id)
        for day, duty_id, state, starts_at in rows
        if state is DutyState.UNDER_WAY
        or (command.starts_at > desk.clock.now() and command.starts_at - starts_at >= WORTH_DRIVING)
    ]


def _note(session: WriteSession, command: DriverUnavailable) -> str:
    absence = DriverAbsence(
        line_id=command.line_id,
        driver_id=command.driver_id,
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        reason=command.why,
    )
    session.add(absence)
    session.flush()
    return absence.id


def _release(desk: LineDesk, result: RosterResult, command: DriverUnavailable) -> int:
    """Move the rides that nobody is there for in time any more; return how many calls that makes."""
    calls, who, why = 0, command.actor, command.why or "driver unavailable"
    for change in result.changes:
        if change.after is not None:
            # Whoever takes over owes other breaks, and may begin later.
            calls += settle_again(desk, change.service_date, (change.duty_id,), who=who, why=why) or 0
        day = desk.day(change.service_date)
        duty = day.duties[change.duty_id]
        if change.after is not None:
            is_well = rests_in_time(desk.line, day, duty.id, desk.now)
        else:
            is_well = has_time(desk, duty.starts_at)
        if not is_well:
            rescued = strand(desk.line, day, duty, desk.now, may_stay=change.after is not None)
            commit_rescued(desk, rescued, duty.id, who=who, why=why)
            calls += len(rescued.calls)
    return calls


def _bring_home(
    desk: LineDesk, service_date: date, duty_id: str, command: DriverUnavailable, absence_id: str
) -> int:
    """End a duty when its van is back, with another driver for the rest; return how many calls that makes."""
    day = desk.day(service_date)
    duty, since = day.duties[duty_id], seconds(command.starts_at)
    ends_at, may_stay = max(since, desk.now), since > desk.now
    home = cut_short(desk, day, duty, ends_at, may_stay=may_stay).day.duties[duty_id].ends_at
    if _find_relief(desk, duty_id, home, command):
        desk.forget(day.date)
        day = desk.day(day.date)
    rescued = cut_short(desk, day, duty, ends_at, may_stay=may_stay)

    def until_home(session: WriteSession) -> None:
        absence = find(session, DriverAbsence, absence_id, "absence")
        absence.starts_at = min(instant(rescued.day.duties[duty_id].ends_at), absence.ends_at)

    why = command.why or "driver unavailable"
    commit_rescued(desk, rescued, duty_id, who=command.actor, why=why, also=until_home)
    desk.forget(day.date)  # a shorter duty owes another break
    return len(rescued.calls) + (settle_again(desk, day.date, (duty_id,), who=command.actor, why=why) or 0)


def _find_relief(desk: LineDesk, duty_id: str, home: int, command: DriverUnavailable) -> bool:
    with desk.change(command.actor, command.why or "driver unavailable") as session:
        return relieve(session, duty_id, instant(home), now=desk.clock.now()) is not None
