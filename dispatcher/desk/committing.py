"""Committing what the desk decided: plan, rows and reply in one transaction, then memory follows."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from busline.clock import Clock
from busline.errors import Conflict
from busline.feed.messages import AnyCommand, AnyReply, Topic, reply_adapter
from busline.feed.telling import tell_pages
from busline.record.engine import Record, WriteSession
from busline.record.plans import PlanTicket, commit_plan
from busline.record.tables import KeptReply
from busline.record.tables.base import table_of
from dispatcher.day.day import Day
from dispatcher.day.rescuing.disruption import CallToMake
from dispatcher.desk.pinning import write_pins
from dispatcher.desk.rows import write_calls

# Every answer to a caller takes both.
_kept = table_of(KeptReply)
_KEPT = select(_kept).where(_kept.c.key == bindparam("key"))
_KEEP = insert(_kept)


# What pages are told by most of what changes a ride.
PLAN_AND_BOOKINGS: tuple[Topic, ...] = ("plan", "bookings")


class AnotherWish(Conflict):
    """An idempotency key was used for two different wishes."""

    code = "another-wish"


@dataclass(frozen=True, slots=True)
class Ownership:
    """The lease under which a desk writes: whose line, which fencing number, who holds it."""

    line_id: str
    fencing: int
    holder: str


@dataclass(frozen=True)
class Decision:
    """What a command leads to: a new day, the reply, further rows to write, and what pages are told.

    ``others`` are further days that change in the same commit: a ride that moves from one day to another.
    ``calls`` are to be made about rides of any of the days; they go on the coordinators' list.
    """

    day: Day
    reply: AnyReply
    _: KW_ONLY
    write: Callable[[WriteSession], None] | None = None
    topics: tuple[Topic, ...] = ("plan",)
    who: str = "dispatcher"
    why: str = ""
    others: tuple[Day, ...] = ()
    calls: Sequence[CallToMake] = ()

    @property
    def days(self) -> tuple[Day, ...]:
        """Every day that changes."""
        return (self.day, *self.others)

    def day_of(self, call: CallToMake) -> Day:
        """Return the day on which the ride is that a call is about."""
        (day,) = (day for day in self.days if call.booking_id in day.bookings)
        return day


def commit(
    record: Record,
    clock: Clock,
    owner: Ownership,
    before: Mapping[date, Day],
    decision: Decision,
    command: AnyCommand | None,
) -> dict[date, int]:
    """Write `decision` over its days as they were `before`; return their revisions afterwards.

    Raises
    ------
    FencedOff
        If another dispatcher has taken the line.
    PlanMoved
        If the plan in the record is not the one that the decision was made from.
    """
    with record.change(decision.who, decision.why) as session:
        now = clock.now()
        revisions = {
            day.date: _write_plan(session, owner, before[day.date], day, now) for day in decision.days
        }
        for day in decision.days:
            write_pins(session, owner.line_id, before[day.date], day, who=decision.who, now=now)
        if decision.write is not None:
            decision.write(session)
        if command is not None:
            keep_reply(session, command, decision.reply, clock)
        for day in decision.days:
            calls = [call for call in decision.calls if decision.day_of(call) is day]
            write_calls(session, owner.line_id, day, calls, now)
            if calls:
                tell_pages(session, owner.line_id, "tasks", service_date=day.date)
            for topic in decision.topics:
                tell_pages(session, owner.line_id, topic, service_date=day.date)
    return revisions


def _write_plan(session: WriteSession, owner: Ownership, before: Day, day: Day, now: datetime) -> int:
    ticket = PlanTicket(owner.line_id, day.date, owner.fencing, before.revision, owner.holder)
    runs = {
        duty.id: [halt.call() for halt in duty.halts]
        for duty in day.duties.values()
        if duty.halts != before.duties[duty.id].halts
    }
    return commit_plan(session, ticket, runs, now)


def keep_reply(session: WriteSession, command: AnyCommand, reply: AnyReply, clock: Clock) -> None:
    """Keep the reply to a command that has an idempotency key."""
    if command.idempotency_key is None:
        return
    kept = {
        "key": _key(command),
        "fingerprint": _fingerprint(command),
        "status": 0,
        "reply": reply.model_dump(mode="json"),
        "made_at": clock.now(),
    }
    session.execute(_KEEP, kept)


def kept_reply(session: Session, command: AnyCommand) -> AnyReply | None:
    """Return the reply kept for a command's idempotency key, if it was done before.

    Raises
    ------
    AnotherWish
        If what was done under this key is not what the command asks.
    """
    if command.idempotency_key is None:
        return None
    kept = session.execute(_KEPT, {"key": _key(command)}).one_or_none()
    if kept is None:
        return None
    if kept.fingerprint != _fingerprint(command):
        raise AnotherWish("This idempotency key was used for something else. Use a new key.")
    return reply_adapter.validate_python(kept.reply)


def _fingerprint(command: AnyCommand) -> str:
    """Return a digest of what a command asks, whoever sends it whenever."""
    asked = command.model_dump_json(exclude={"id", "sent_at", "actor", "v"})
    return hashlib.sha256(asked.encode()).hexdigest()


def _key(command: AnyCommand) -> str:
    digest = hashlib.sha256(f"{command.line_id}:{command.idempotency_key}".encode()).hexdigest()
    return f"command:{command.type}:{digest}"
