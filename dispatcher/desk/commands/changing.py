"""A window that is lent at other times than before: what fits stays, what doesn't moves or becomes a call."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from busline.days import instant, seconds
from busline.feed.messages import ChangeWindow, Done, WithdrawWindow
from busline.nouns import DutyState
from busline.record.engine import WriteSession
from busline.record.tables import IdleWindow
from dispatcher.day.day import DutyOnDay
from dispatcher.day.rescuing.disruption import Rescued, rescue, strand
from dispatcher.desk.commands.disrupting import commit_rescued, withdraw_window
from dispatcher.desk.commands.settling_again import settle_again
from dispatcher.desk.finding import find

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk


def change_window(desk: LineDesk, command: ChangeWindow) -> Done:
    """Give a window other times, and its duty with it.

    Of a window that has begun, or that two drivers share, only the end can come earlier. Drivers are
    not looked at here: `RosterDays` does that.
    """
    with desk.record.read() as session:
        window = find(session, IdleWindow, command.window_id, "idle window")
    if window.withdrawn_at is not None or window.ends_at <= desk.clock.now():
        return Done()
    day = desk.day(window.service_date)
    duties = [one for one in day.duties.values() if one.window_id == window.id and one.drives]
    if len(duties) > 1 or any(one.state is DutyState.UNDER_WAY for one in duties):
        return _end_early(desk, command, window)
    if not duties:
        with desk.change(command.actor, command.why) as writing:
            _write_window(writing, command)
        return Done()
    return _reshape(desk, command, window.service_date, duties[0])


def _end_early(desk: LineDesk, command: ChangeWindow, window: IdleWindow) -> Done:
    if command.ends_at >= window.ends_at:
        return Done()
    envelope = command.model_dump(exclude={"type", "starts_at", "ends_at"})
    return withdraw_window(desk, WithdrawWindow(**envelope, from_instant=command.ends_at))


def _reshape(desk: LineDesk, command: ChangeWindow, service_date: date, duty: DutyOnDay) -> Done:
    day = desk.day(service_date)
    shaped = replace(duty, starts_at=seconds(command.starts_at), ends_at=seconds(command.ends_at))
    if shaped.starts_at <= duty.starts_at and shaped.ends_at >= duty.ends_at:
        rescued: Rescued = rescue(desk.line, day.with_duties(shaped), desk.now, (duty.id,))
    else:
        rescued = strand(desk.line, day, shaped, desk.now, may_stay=True)
    done = commit_rescued(
        desk,
        rescued,
        duty.id,
        who=command.actor,
        why=command.why or "window changed",
        command=command,
        also=lambda session: _write_window(session, command),
    )
    desk.forget(service_date)  # a duty of another length may owe another break
    settle_again(desk, service_date, (duty.id,), who=command.actor, why=command.why or "window changed")
    return done


def _write_window(session: WriteSession, command: ChangeWindow) -> None:
    window = find(session, IdleWindow, command.window_id, "idle window")
    window.starts_at, window.ends_at = instant(seconds(command.starts_at)), instant(seconds(command.ends_at))
