"""Duties that change hands after the roster: an open one is taken, two drivers swap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from busline.errors import Conflict
from busline.feed.messages import AgreeSwap, AnyCommand, Done, TakeDuty
from busline.feed.telling import tell_pages
from busline.nouns import DutyState
from busline.record.bounds import drop_bound
from busline.record.engine import WriteSession
from busline.record.tables import Duty
from busline.roster.may_drive import AgainstTheRules, check_may_drive
from busline.roster.swaps import carry_out
from busline.rules.law import newest_law
from dispatcher.day.rescuing.resting import rests_in_time, with_rest_in_time
from dispatcher.desk.commands.settling_again import settle_again
from dispatcher.desk.committing import keep_reply
from dispatcher.desk.day_loading import load_day
from dispatcher.desk.finding import find

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk


class DutyTaken(Conflict):
    """The duty has a driver already, has begun, or was withdrawn."""

    code = "duty-taken"


def take_duty(desk: LineDesk, command: TakeDuty) -> Done:
    """Give an open duty to the driver who takes it.

    Raises
    ------
    UnknownNoun
        If there is no such duty or driver.
    DutyTaken
        If it isn't open any more.
    AgainstTheRules, NotTrained, DriverAway
        If the driver may not drive it, or its rides leave no time for the break that they owe.
    """

    def take(session: WriteSession) -> list[Duty]:
        duty = find(session, Duty, command.duty_id, "duty")
        now = desk.clock.now()
        if duty.line_id != command.line_id or duty.state is not DutyState.OPEN or duty.starts_at <= now:
            raise DutyTaken("This duty is not open any more.", duty=command.duty_id)
        check_may_drive(session, command.driver_id, [duty])
        duty.driver_id, duty.state, duty.published_at = command.driver_id, DutyState.PLANNED, now
        return [duty]

    return _change(desk, command, "took an open duty", take)


def agree_swap(desk: LineDesk, command: AgreeSwap) -> Done:
    """Let two drivers change duties, see `busline.roster.swaps.carry_out`.

    Raises
    ------
    AgainstTheRules
        Also where promised rides leave no time for the break that one of them then owes.
    """

    def swap(session: WriteSession) -> list[Duty]:
        return carry_out(session, command.line_id, command.swap_id, command.driver_id, now=desk.clock.now())

    return _change(desk, command, "swapped duties", swap)


def _change(
    desk: LineDesk, command: AnyCommand, why: str, change: Callable[[WriteSession], Sequence[Duty]]
) -> Done:
    with desk.change(command.actor, why) as session:
        duties = change(session)
        _check_rest(desk, session, duties)
        done = Done(result={"duties": [duty.id for duty in duties]})
        for day in {duty.service_date for duty in duties}:
            drop_bound(session, desk.owner.line_id, day)
            tell_pages(session, desk.owner.line_id, "plan", service_date=day)
        keep_reply(session, command, done, desk.clock)
    desk.forget(*(duty.service_date for duty in duties))  # another driver owes other breaks
    for duty in duties:
        settle_again(desk, duty.service_date, (duty.id,), who=command.actor, why=why)
    return done


def _check_rest(desk: LineDesk, session: WriteSession, duties: Sequence[Duty]) -> None:
    """Make sure that whoever drives these duties now has their break in time, beside what was promised."""
    session.flush()
    for duty in duties:
        day = load_day(session, desk.line, duty.service_date)
        rested = with_rest_in_time(desk.line, day, (duty.id,), desk.now)
        if not rests_in_time(desk.line, rested, duty.id, desk.now):
            law = newest_law()["break_s"]
            raise AgainstTheRules(
                "The rides of this duty leave no time for the break.",
                rule="no_room_for_break",
                source=law.source,
                limit=round(law.value / 3600, 2),
            )
