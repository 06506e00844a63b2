"""What was worked out of a day's duties, kept for as long as nothing that it rests on has changed.

A day is an immutable value, and most of its duties are the same objects from one version of it to the next.
All versions of a day share one memory. It is never needed: what is not in it is worked out anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dispatcher.day.day import BookingOnDay, Day, DutyOnDay, Hold
    from dispatcher.day.framing.day_fleet import DayFleet
    from dispatcher.day.framing.duty_framing import FramedDuty
    from dispatcher.day.framing.framing import Framing
    from dispatcher.day.line_data import LineData


@dataclass(frozen=True, slots=True)
class Ground:
    """What the framing of a duty rests on but for the time: the duty, and the rides of its run."""

    duty: DutyOnDay
    booking_ids: tuple[str, ...]
    bookings: tuple[BookingOnDay | None, ...]
    hold_ids: tuple[str, ...]
    holds: tuple[Hold | None, ...]

    @classmethod
    def of(cls, day: Day, duty: DutyOnDay) -> Ground:
        """Return what `duty` rests on as things are on `day`."""
        rides = dict.fromkeys([visit.ride for visit in duty.order if visit.ride is not None])
        rides.update(dict.fromkeys([ride for halt in duty.halts for ride in (*halt.board, *halt.alight)]))
        held = tuple([ride for ride in rides if ride in day.holds])
        booked = tuple([ride for ride in rides if ride not in day.holds]) if held else tuple(rides)
        return cls(duty, booked, tuple(map(day.bookings.get, booked)), held, tuple(map(day.holds.get, held)))

    def with_hold(self, duty: DutyOnDay, hold_id: str, hold: Hold) -> Ground:
        """Return the ground of `duty`, which is this one's with one held offer more."""
        return replace(self, duty=duty, hold_ids=(*self.hold_ids, hold_id), holds=(*self.holds, hold))

    def is_same_on(self, day: Day, *, same_bookings: bool) -> bool:
        """Tell whether `day` still gives this ground to the duty; compared by identity where possible."""
        if not same_bookings and tuple(map(day.bookings.get, self.booking_ids)) != self.bookings:
            return False
        return not self.hold_ids or tuple(map(day.holds.get, self.hold_ids)) == self.holds


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a duty was framed to, good from `since` to `until`."""

    ground: Ground
    since: int
    until: int
    framed: FramedDuty | None


class DutyMemory:
    """Framed duties by id, and the framing of the whole day that was made of them last."""

    def __init__(self) -> None:
        self._duties: dict[str, Remembered] = {}
        # The bookings that every duty in memory was compared with.
        self._bookings: Mapping[str, BookingOnDay] | None = None
        self._whole: tuple[Day, int, int, Framing] | None = None
        self.fleet: DayFleet | None = None  # that all framings of the day share

    def duty(self, day: Day, duty: DutyOnDay) -> Remembered | None:
        """Return what is known of `duty` as it is on `day`, if only for another time."""
        known = self._duties.get(duty.id)
        if known is None or known.ground.duty is not duty:
            return None
        same = day.bookings is self._bookings
        return known if known.ground.is_same_on(day, same_bookings=same) else None

    def framed_before(self, duty_id: str) -> FramedDuty | None:
        """Return what a duty was framed to last, whatever has changed since."""
        known = self._duties.get(duty_id)
        return None if known is None else known.framed

    def keep_duty(self, day: Day, known: Remembered) -> None:
        """Remember what a duty was framed to on `day`."""
        self._duties[known.ground.duty.id] = known
        if day.bookings is not self._bookings:
            self._bookings = None

    def follow(self, day: Day, after: Day, framed: FramedDuty, held: FramedDuty, hold_id: str) -> None:
        """Remember `held` for a duty that was `framed` on `day` and took in one held offer `after` that."""
        duty_id = framed.frame.id
        known = self._duties.get(duty_id)
        if known is None or known.framed is not framed or known.ground.duty is not day.duties[duty_id]:
            return  # it is framed anew when it is next looked at
        ground = known.ground.with_hold(after.duties[duty_id], hold_id, after.holds[hold_id])
        self.keep_duty(after, replace(known, ground=ground, framed=held))

    def whole(self, day: Day, now: int) -> Framing | None:
        """Return the framing of the whole of `day`, if that is what was framed last."""
        if self._whole is None:
            return None
        before, since, until, framing = self._whole
        same = day.duties is before.duties and day.bookings is before.bookings and day.holds is before.holds
        return framing if same and since <= now <= until else None

    def keep_whole(self, day: Day, framing: Framing) -> None:
        """Remember the framing of the whole of `day`, all of whose duties were just looked up or kept."""
        known = {duty_id: self._duties[duty_id] for duty_id in day.duties}
        since = max((one.since for one in known.values()), default=0)
        until = min((one.until for one in known.values()), default=0)
        self._duties, self._bookings, self._whole = known, day.bookings, (day, since, until, framing)


class DayMemory:
    """The memory of a day, for one line's data at a time."""

    def __init__(self) -> None:
        self._line: LineData | None = None
        self._kept = DutyMemory()

    def of(self, line: LineData) -> DutyMemory:
        """Return what is known under `line`; nothing where the line's data are new."""
        if self._line is not line:
            self._line, self._kept = line, DutyMemory()
        return self._kept
