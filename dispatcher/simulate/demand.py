"""Who calls, when, and for what: drawn from a seed, alike in kind to a neighbourhood's real calls."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from busline.nouns import LegName, StopKind, TimeMode
from busline.record.requests import LegWish, RequestWish
from busline.record.tables import Activity, IdleWindow, Resident, Stop
from dispatcher.simulate.settings import SimulatedDay

ROUND_S = 300
STAY = (timedelta(minutes=40), timedelta(minutes=150))
# Callers know when the vans drive: what they ask for lies this far inside a window.
INSIDE = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Call:
    """One phone call: when it comes in, and what is asked."""

    at: datetime
    wish: RequestWish
    accepts: bool
    cancels: bool


@dataclass(frozen=True)
class _Town:
    residents: Sequence[Resident]
    places: Sequence[str]
    windows: Sequence[IdleWindow]
    activities: Sequence[Activity]


def draw_calls(
    session: Session, day: SimulatedDay, windows: Sequence[IdleWindow], now: datetime
) -> list[Call]:
    """Draw the calls for a day, oldest first. No windows, no calls."""
    dice = random.Random(day.seed)
    town = _Town(
        residents=session.scalars(select(Resident).where(Resident.active).order_by(Resident.id)).all(),
        places=session.scalars(
            select(Stop.id)
            .where(Stop.kind.in_((StopKind.FACILITY, StopKind.CARE_LOCATION)))
            .order_by(Stop.id)
        ).all(),
        windows=windows,
        activities=session.scalars(
            select(Activity).where(Activity.weekday == day.date.weekday()).order_by(Activity.id)
        ).all(),
    )
    if not windows:
        return []
    who = dice.sample(range(len(town.residents)), min(day.requests, len(town.residents)))
    who += dice.choices(range(len(town.residents)), k=day.requests - len(who))
    calls = [_call(dice, day, town, town.residents[index], now) for index in who]
    return sorted(calls, key=lambda call: call.at)


def _call(dice: random.Random, day: SimulatedDay, town: _Town, resident: Resident, now: datetime) -> Call:
    behaviour = day.behaviour
    wish = _wish(dice, day, town, resident)
    first = wish.legs[0].wanted_at
    today = first.replace(hour=6, minute=30, second=0)
    if dice.random() < behaviour.ahead_share:
        # On one of the days before, in the hours of the desk.
        made = today - timedelta(days=dice.randint(1, 6)) + timedelta(hours=dice.uniform(2, 9))
    else:
        latest = max((first - timedelta(minutes=75) - today) / timedelta(minutes=1), 1)
        made = today + timedelta(minutes=dice.uniform(0, latest))
    return Call(
        at=max(made.replace(microsecond=0), now),
        wish=wish,
        accepts=dice.random() >= behaviour.decline_share,
        cancels=dice.random() < behaviour.cancel_share,
    )


def _wish(dice: random.Random, day: SimulatedDay, town: _Town, resident: Resident) -> RequestWish:
    window = dice.choice(town.windows)
    place = dice.choice([stop for stop in town.places if stop != resident.home_stop_id])
    start = window.starts_at + INSIDE
    span_s = max((window.ends_at - INSIDE - start).total_seconds(), ROUND_S)
    out_at = start + timedelta(seconds=dice.randrange(0, int(span_s), ROUND_S))
    out = LegWish(
        from_stop=resident.home_stop_id,
        to_stop=place,
        mode=dice.choice((TimeMode.DEPART_AT, TimeMode.ARRIVE_BY)),
        wanted_at=out_at,
    )
    legs = [out]
    back_at = _back_at(dice, town, out_at)
    if back_at is not None and dice.random() < day.behaviour.back_share:
        legs.append(
            LegWish(leg=LegName.BACK, from_stop=place, to_stop=resident.home_stop_id, wanted_at=back_at)
        )
    return RequestWish(resident_id=resident.id, legs=tuple(legs))


def _back_at(dice: random.Random, town: _Town, out_at: datetime) -> datetime | None:
    """Return a time for the way back at which a van drives, after a stay; None if there is none."""
    wanted = out_at + timedelta(
        seconds=dice.randrange(int(STAY[0].total_seconds()), int(STAY[1].total_seconds()), ROUND_S)
    )
    for window in sorted(town.windows, key=lambda one: one.starts_at):
        at = max(wanted, window.starts_at + INSIDE)
        if at <= window.ends_at - INSIDE and at <= wanted + timedelta(hours=2):
            return at
    return None
