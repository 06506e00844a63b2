"""Writing to drivers of rosters, open duties and swaps, in the transaction of what they are told of.

It is what their page says too, see `busline.roster.notices`; by e-mail it reaches them where they are.
Nothing is sent here, and before it goes out `api.messages` looks whether it is still so.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from busline.nouns import MessageKind
from busline.record.driver_messages import write_to_driver
from busline.record.engine import WriteSession
from busline.record.spans import zone_of
from busline.record.tables import Driver, Duty, DutySwap, Line, Roster
from busline.roster.may_drive import why_not_drive
from busline.rules.line_rules import LineRules
from busline.rules.manifest_times import ManifestTimes

MOST_LOOKED_AT = 10  # open duties, for each driver: one that they may take is enough to write of


def tell_of_roster(
    session: WriteSession, roster: Roster, first: Mapping[str, Duty], *, now: datetime
) -> None:
    """Tell each driver that there is a new roster; `first` is the first duty that each has from it."""
    for driver_id, duty in sorted(first.items()):
        _write(session, duty, driver_id, MessageKind.ROSTER, roster.id, {"roster": roster.id}, now=now)


def ask_to_take_over(session: WriteSession, duty: Duty, *, now: datetime) -> None:
    """Ask the driver who was put on a duty in place of another whether they can drive it: at once."""
    if duty.driver_id is not None:
        kind = MessageKind.DUTY_ASKED
        _write(session, duty, duty.driver_id, kind, _moment(now), {}, now=now, at_once=True)


def tell_of_open(
    session: WriteSession, duties: Sequence[Duty], *, now: datetime, except_for: frozenset[str] = frozenset()
) -> None:
    """Tell each driver, except some, of the first of these open duties that they may take, if there is one.

    A duty that begins so soon that a coordinator has to phone about it is left out.
    """
    if not duties:
        return
    rules = _rules(session, duties[0].line_id)
    soon = now + timedelta(seconds=rules.manifest_near_s + rules.message_delay_s)
    open_now = sorted((d for d in duties if d.starts_at > soon), key=lambda d: (d.starts_at, d.id))
    for driver_id in _with_address(session, duties[0].line_id):
        if driver_id in except_for:
            continue
        for duty in open_now[:MOST_LOOKED_AT]:
            if why_not_drive(session, driver_id, [duty]) is None:
                _write(session, duty, driver_id, MessageKind.DUTY_OPEN, _moment(now), {}, now=now)
                break


def tell_of_swap(session: WriteSession, swap: DutySwap, kind: MessageKind, *, now: datetime) -> None:
    """Tell who is asked to swap that they are (``SWAP_ASKED``), or who asked what came of it."""
    hearer = swap.to_driver_id if kind is MessageKind.SWAP_ASKED else swap.from_driver_id
    duty = session.get_one(Duty, swap.duty_id)
    _write(session, duty, hearer, kind, swap.id, {"swap": swap.id}, now=now)


def _write(
    session: WriteSession,
    duty: Duty,
    driver_id: str,
    kind: MessageKind,
    occasion: str,
    facts: dict[str, Any],
    *,
    now: datetime,
    at_once: bool = False,
) -> None:
    """Write to a driver: a little later, so that a slip is undone first, and not at night if it can wait."""
    rules = _rules(session, duty.line_id)
    times = ManifestTimes(rules, zone_of(session, duty.line_id))
    moment = now if at_once else now + timedelta(seconds=rules.message_delay_s)
    write_to_driver(
        session,
        duty,
        driver_id,
        kind,
        occasion,
        facts,
        now=now,
        due_at=times.told_from(duty.starts_at, moment),
        useless_at=times.of_use_until(duty.starts_at, moment),
    )


def _rules(session: WriteSession, line_id: str) -> LineRules:
    return LineRules.model_validate(session.get_one(Line, line_id).rules)


def _with_address(session: WriteSession, line_id: str) -> Iterator[str]:
    yield from session.scalars(
        select(Driver.id)
        .where(Driver.line_id == line_id, Driver.active, Driver.email != "")
        .order_by(Driver.id)
    )


def _moment(now: datetime) -> str:
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
