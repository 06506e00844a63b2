"""How large the measured day is, and what further callers ask for."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from busline.days import at, seconds, service_day
from busline.nouns import Aid, LegName, Party, TimeMode
from busline.record.requests import LegWish, RequestWish
from busline.record.tables import Resident

TUESDAY = 1
FIRST, LAST = time(8), time(18)  # when vans are lent
INSIDE_S = 1800  # what callers ask for lies this far inside
GRID_S = 300
STAY_S = (2400, 9000)


@dataclass(frozen=True, slots=True)
class DaySize:
    """A day of a line: ``vans`` with one window and one driver each, ``rides`` promised on it."""

    vans: int
    rides: int
    seed: int
    date: date
    zone: ZoneInfo

    @property
    def starts_at(self) -> datetime:
        """When the vans may leave."""
        return at(self.date, FIRST, self.zone)

    @property
    def ends_at(self) -> datetime:
        """When they must be back."""
        return at(self.date, LAST, self.zone)


def coming_tuesday(now: datetime, zone: ZoneInfo) -> date:
    """Return the first Tuesday at least two days ahead: no freeze or lead time reaches it."""
    day = service_day(now, zone) + timedelta(days=2)
    return day + timedelta(days=(TUESDAY - day.weekday()) % 7)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, and what for. Times are seconds since the epoch."""

    resident_id: str
    aid: Aid
    from_stop: str
    to_stop: str
    mode: TimeMode
    wanted_at: int
    back_at: int | None

    def wish(self) -> RequestWish:
        """Return the call as the API takes it."""
        out = LegWish(
            from_stop=self.from_stop, to_stop=self.to_stop, mode=self.mode, wanted_at=_utc(self.wanted_at)
        )
        legs = [out]
        if self.back_at is not None:
            legs.append(
                LegWish(
                    leg=LegName.BACK,
                    from_stop=self.to_stop,
                    to_stop=self.from_stop,
                    wanted_at=_utc(self.back_at),
                )
            )
        return RequestWish(resident_id=self.resident_id, legs=tuple(legs), companions=0)

    @property
    def party(self) -> Party:
        """Who rides."""
        return Party(aid=self.aid)


def callers(
    size: DaySize, residents: Sequence[Resident], places: Sequence[str], salt: str
) -> Iterator[Caller]:
    """Draw callers without end: alike in kind to a neighbourhood's calls, three in ten with a way back."""
    dice = random.Random(f"{size.seed}:{salt}")
    first, last = seconds(size.starts_at) + INSIDE_S, seconds(size.ends_at) - INSIDE_S
    while True:
        resident = dice.choice(residents)
        wanted_at = dice.randrange(first, last, GRID_S)
        back_at = wanted_at + dice.randrange(*STAY_S, GRID_S)
        yield Caller(
            resident_id=resident.id,
            aid=resident.aid,
            from_stop=resident.home_stop_id,
            to_stop=dice.choice([place for place in places if place != resident.home_stop_id]),
            mode=dice.choice((TimeMode.DEPART_AT, TimeMode.ARRIVE_BY)),
            wanted_at=wanted_at,
            back_at=back_at if dice.random() < 0.3 and back_at < last else None,
        )


def _utc(epoch_s: int) -> datetime:
    return datetime.fromtimestamp(epoch_s, ZoneInfo("UTC"))
