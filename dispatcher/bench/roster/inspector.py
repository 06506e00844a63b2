"""An inspector of working time who shares no code with the rules or the roster.

He knows the Arbeidstijdenwet's figures by heart and walks through a driver's weeks on a grid of quarters of
an hour: slow, and simple enough to be believed. Times are whole seconds since the epoch.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

QUARTER = 900
HOUR = 4  # quarters
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Worked:
    """Work from `begins` to `ends`, without breaks; ``own``: for the line."""

    begins: int
    ends: int
    own: bool = True


class Inspector:
    """Looks at the work of one driver and names what is against the law.

    Parameters
    ----------
    work
        All of it, on whole quarters of an hour. Breaks are pauses between two pieces.
    zone
        Where the driver lives.
    """

    def __init__(self, work: Iterable[Worked], zone: ZoneInfo) -> None:
        pieces = sorted(work, key=lambda w: w.begins)
        self._zone = zone
        self._pieces = pieces
        self._first = min((w.begins for w in pieces), default=0) // QUARTER - 15 * DAY
        last = max((w.ends for w in pieces), default=0) // QUARTER + 15 * DAY
        self._busy = bytearray(last - self._first)
        self._mine = bytearray(last - self._first)
        for piece in pieces:
            for quarter in range(piece.begins // QUARTER, -(-piece.ends // QUARTER)):
                self._busy[quarter - self._first] += 1
                self._mine[quarter - self._first] |= piece.own
        self._local = [self._clock(quarter) for quarter in range(len(self._busy))]

    def findings(self) -> set[str]:
        """Return the names of the rules that are broken."""
        found = set()
        if any(n > 1 and mine for n, mine in zip(self._busy, self._mine, strict=True)):
            found.add("overlap")
        shifts = self._shifts()
        for number, (begins, ends) in enumerate(shifts):
            following = shifts[number + 1] if number + 1 < len(shifts) else None
            found |= set(self._of_shift(begins, ends))
            found |= set(self._after_shift(begins, ends, following))
        found |= set(self._of_series(shifts))
        found |= set(self._of_weeks(shifts))
        return found

    def _clock(self, quarter: int) -> datetime:
        return datetime.fromtimestamp((self._first + quarter) * QUARTER, self._zone)

    def _shifts(self) -> list[tuple[int, int]]:
        """Return begin and end of the work between two rests of 11 hours."""
        shifts: list[tuple[int, int]] = []
        for quarter, busy in enumerate(self._busy):
            if not busy:
                continue
            if shifts and quarter - shifts[-1][1] < 11 * HOUR:
                shifts[-1] = (shifts[-1][0], quarter + 1)
            else:
                shifts.append((quarter, quarter + 1))
        return shifts

    def _of_shift(self, begins: int, ends: int) -> Iterable[str]:
        busy = [n > 0 for n in self._busy[begins:ends]]
        if not any(self._mine[begins:ends]):
            return
        work = sum(busy)
        if work > 12 * HOUR:
            yield "too_much_work"
        if len(busy) > 13 * HOUR:
            yield "rest_too_short"
        owed = 3 if work > 10 * HOUR else 2 if work > 5.5 * HOUR else 0
        if len(busy) - work < owed:
            yield "break_too_short"
        at = begins
        for works, run in groupby(busy):
            length = len(list(run))
            if works and length > 5.5 * HOUR and any(self._mine[at : at + length]):
                yield "stretch_too_long"
            at += length
        yield from self._over_midnight(begins, ends)
        if self._at_night(begins, ends) > HOUR and work > 10 * HOUR:
            yield "too_much_night_work"

    def _over_midnight(self, begins: int, ends: int) -> Iterable[str]:
        """Yield a pause inside a shift with work on two days around it."""
        worked = [q for q in range(begins, ends) if self._busy[q]]
        for before, after in pairwise(worked):
            if after - before > 1 and self._local[before].date() != self._local[after].date():
                left = self._touches_mine(before, -1) or self._touches_mine(after, 1)
                if left:
                    yield "rest_too_short"

    def _touches_mine(self, quarter: int, step: int) -> bool:
        while self._busy[quarter]:
            if self._mine[quarter]:
                return True
            quarter += step
        return False

    def _after_shift(self, begins: int, ends: int, following: tuple[int, int] | None) -> Iterable[str]:
        week = range(begins, begins + 7 * DAY)
        longest, rest = 0, 0
        for quarter in week:
            rest = 0 if self._busy[quarter] else rest + 1
            longest = max(longest, rest)
        if longest < 36 * HOUR and any(self._mine[begins : week.stop]):
            yield "weekly_rest_too_short"
        if following is None:
            return
        mine = any(self._mine[begins:ends]) or any(self._mine[following[0] : following[1]])
        if mine and self._is_late(begins, ends) and following[0] - ends < 14 * HOUR:
            yield "night_rest_too_short"

    def _of_series(self, shifts: Sequence[tuple[int, int]]) -> Iterable[str]:
        nights = [self._at_night(*shift) > HOUR for shift in shifts]
        mine = [any(self._mine[begins:ends]) for begins, ends in shifts]
        for last in range(len(shifts) - 1):
            pause = shifts[last + 1][0] - shifts[last][1]
            three = last >= 2 and all(nights[last - 2 : last + 1])
            if three and not nights[last + 1] and pause < 46 * HOUR and (mine[last] or mine[last + 1]):
                yield "night_series_rest_too_short"
        for last in range(7, len(shifts)):
            eight = range(last - 7, last + 1)
            close = all(shifts[n + 1][0] - shifts[n][1] < 36 * HOUR for n in eight[:-1])
            if close and any(nights[n] for n in eight) and any(mine[n] for n in eight):
                yield "too_many_shifts_with_night"

    def _of_weeks(self, shifts: Sequence[tuple[int, int]]) -> Iterable[str]:
        hours: dict[int, int] = {}
        own, sundays = set(), {}
        for quarter, busy in enumerate(self._busy):
            if busy:
                week = self._week(quarter)
                hours[week] = hours.get(week, 0) + 1
                if self._mine[quarter]:
                    own.add(week)
                if self._local[quarter].weekday() == 6:
                    sundays[week] = 1
        nights: dict[int, int] = {}
        late: dict[int, int] = {}
        for begins, ends in shifts:
            week = self._week(ends)
            nights[week] = nights.get(week, 0) + (self._at_night(begins, ends) > HOUR)
            late[week] = late.get(week, 0) + self._is_late(begins, ends)
        for week in hours:
            if _own_in(own, week, 1) and hours[week] > 60 * HOUR:
                yield "too_much_in_week"
            if _own_in(own, week, 4) and _in(hours, week, 4) > 4 * 55 * HOUR:
                yield "too_much_in_4_weeks"
            if _own_in(own, week, 16):
                if _in(hours, week, 16) > 16 * 48 * HOUR:
                    yield "too_much_in_16_weeks"
                if _in(nights, week, 16) >= 16 and _in(hours, week, 16) > 16 * 40 * HOUR:
                    yield "too_much_with_nights"
                if _in(late, week, 16) > 36:
                    yield "too_many_late_nights"
            if _own_in(own, week, 52) and _in(sundays, week, 52) > 52 - 13:
                yield "too_few_free_sundays"

    def _week(self, quarter: int) -> int:
        return (self._local[quarter].date().toordinal() - 1) // 7  # 1 January of the year 1 was a Monday

    def _at_night(self, begins: int, ends: int) -> int:
        """Return the most quarters of work between 00:00 and 06:00 of one day."""
        by_day: dict[int, int] = {}
        for quarter in range(begins, ends):
            if self._busy[quarter] and self._local[quarter].hour < 6:
                day = self._local[quarter].date().toordinal()
                by_day[day] = by_day.get(day, 0) + 1
        return max(by_day.values(), default=0)

    def _is_late(self, begins: int, ends: int) -> bool:
        if self._at_night(begins, ends) <= HOUR:
            return False
        last = self._local[ends - 1]
        night = next(
            self._local[q].date() for q in range(begins, ends) if self._busy[q] and self._local[q].hour < 6
        )
        return last.date() > night or last.hour >= 2


def _own_in(own: set[int], week: int, count: int) -> bool:
    return any(week + n in own for n in range(count))


def _in(by_week: dict[int, int], week: int, count: int) -> int:
    return sum(by_week.get(week + n, 0) for n in range(count))
