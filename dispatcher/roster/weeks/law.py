"""The working-time rules as constraints on one driver's windows.

What can be said in sums is said beforehand; the rest (three windows that only together are too much, a weekly
rest of 35 hours, nights) is cut off where a solution holds it, see `dispatcher.roster.weeks.model`. Breaks
count as work here, and nobody works on more than six days of any seven, which is a little stricter than the
law's 36 hours of rest.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from ortools.sat.python import cp_model

from busline.days import service_day
from busline.rules.long_working_time import YEAR_WEEKS, week_of
from busline.rules.working_time import WorkingTimeRules
from dispatcher.roster.allowed import NEARBY, Allowed
from dispatcher.roster.values import RosterDriver, Span
from dispatcher.roster.weeks.shapes import WEEK, Shape

Choices = Mapping[Shape, cp_model.IntVar]
DAYS_OF_SEVEN = 6
SUNDAY = 6


class DriverLaw:
    """Adds the rules to the model for one driver.

    Parameters
    ----------
    choices
        Whether the driver drives a window of each shape they could.
    """

    def __init__(
        self,
        model: cp_model.CpModel,
        driver: RosterDriver,
        choices: Choices,
        *,
        rules: WorkingTimeRules,
        allowed: Allowed,
        zone: ZoneInfo,
    ) -> None:
        self._model = model
        self._driver = driver
        self._choices = choices
        self._rules = rules
        self._allowed = allowed
        self._zone = zone

    def add(self) -> None:
        """Add everything that can be said beforehand."""
        self._one_place_at_a_time()
        self._pairs()
        self._hours()
        self._days()
        self._sundays()

    def forbid(self, together: Sequence[Shape]) -> bool:
        """Forbid a set of shapes together if it is against the rules; tell whether that was done."""
        if any(s not in self._choices for s in together):
            return False
        windows = [s.window for s in together]
        if self._allowed.together(self._driver, windows) and self._allowed.over_weeks(self._driver, windows):
            return False
        self._model.add_bool_or([self._choices[s].negated() for s in together])
        return True

    def core(self, found: Sequence[Shape]) -> list[Shape]:
        """Return a smallest part of `found` that is against the rules; empty if all of it is allowed."""
        for group in _near(found):
            if not self._allowed.together(self._driver, [s.window for s in group]):
                return _smallest(
                    group, lambda some: self._allowed.together(self._driver, [s.window for s in some])
                )
        if self._allowed.over_weeks(self._driver, [s.window for s in found]):
            return []
        return _smallest(found, lambda some: self._allowed.over_weeks(self._driver, [s.window for s in some]))

    def _one_place_at_a_time(self) -> None:
        for shape in self._choices:
            at_once = [s for s in self._choices if s.start <= shape.start < s.end]
            if len(at_once) > 1:
                self._model.add_at_most_one([self._choices[s] for s in at_once])

    def _pairs(self) -> None:
        for one, other in combinations(self._choices, 2):
            if other.start > one.end + NEARBY or (one.start < other.end and other.start < one.end):
                continue
            if self._allowed.apart(self._driver, one.window, other.window):
                continue
            if not self._allowed.together(self._driver, [one.window, other.window]):
                self._model.add_bool_or([self._choices[one].negated(), self._choices[other].negated()])

    def _hours(self) -> None:
        weeks: dict[date, list[Shape]] = {}
        for shape in self._choices:
            weeks.setdefault(week_of(shape.day), []).append(shape)
        known = self._known_s()
        first, last = min(weeks, default=None), max(weeks, default=None)
        if first is None or last is None:
            return
        for count, limit_s in (
            (1, self._rules.max_week_s),
            (4, 4 * self._rules.mean_4_weeks_s),
            (16, 16 * self._rules.mean_16_weeks_s),
        ):
            begin = first - (count - 1) * WEEK
            while begin <= last:
                span = [begin + n * WEEK for n in range(count)]
                mine = [shape for week in span for shape in weeks.get(week, ())]
                self._at_most(mine, limit_s - sum(known.get(week, 0) for week in span), lambda s: s.length_s)
                begin += WEEK

    def _days(self) -> None:
        days: dict[date, list[Shape]] = {}
        for shape in self._choices:
            days.setdefault(shape.day, []).append(shape)
        if not days:
            return
        known = {service_day(start, self._zone) for start, _ in self._known()}
        at_work = {day: self._at_work(day, shapes) for day, shapes in days.items()}
        day = min(days) - timedelta(days=DAYS_OF_SEVEN)
        while day <= max(days):
            seven = [day + timedelta(days=n) for n in range(7)]
            most = DAYS_OF_SEVEN - len(known.intersection(seven))
            mine = [at_work[d] for d in seven if d in at_work and d not in known]
            if len(mine) > most:
                self._model.add(cp_model.LinearExpr.sum(mine) <= max(most, 0))
            day += timedelta(days=1)

    def _at_work(self, day: date, shapes: Sequence[Shape]) -> cp_model.IntVar:
        at_work = self._model.new_bool_var(f"{self._driver.id} works on {day}")
        for shape in shapes:
            self._model.add_implication(self._choices[shape], at_work)
        return at_work

    def _sundays(self) -> None:
        """Keep the free Sundays of a year, as if the weeks of the roster were its last."""
        by_day: dict[date, list[cp_model.IntVar]] = {}
        for shape, choice in self._choices.items():
            if shape.day.weekday() == SUNDAY:
                by_day.setdefault(shape.day, []).append(choice)
        if not by_day:
            return
        since = max(by_day) - (YEAR_WEEKS - 1) * WEEK
        worked = {service_day(start, self._zone) for start, _ in self._known()}
        before = sum(d.weekday() == SUNDAY and since <= d and d not in by_day for d in worked)
        most = YEAR_WEEKS - self._rules.free_sundays - before
        if most >= len(by_day):
            return
        mine = [self._at_work(day, [s for s in self._choices if s.day == day]) for day in by_day]
        self._model.add(cp_model.LinearExpr.sum(mine) <= max(most, 0))

    def _at_most(self, shapes: Sequence[Shape], limit: int, size: Callable[[Shape], int]) -> None:
        if sum(map(size, shapes)) > limit:
            terms = [self._choices[s] for s in shapes]
            total = cp_model.LinearExpr.weighted_sum(terms, [size(s) for s in shapes])
            self._model.add(total <= max(limit, 0))

    def _known(self) -> Iterator[Span]:
        yield from self._driver.elsewhere
        yield from self._driver.busy

    def _known_s(self) -> dict[date, int]:
        """Return the seconds of other work by week; a span counts in the week in which it begins."""
        known: dict[date, int] = {}
        for start, end in (*self._driver.elsewhere, *self._driver.busy):
            week = week_of(service_day(start, self._zone))
            known[week] = known.get(week, 0) + int((end - start).total_seconds())
        return known


def _near(shapes: Sequence[Shape]) -> list[list[Shape]]:
    """Split shapes into groups that can share a shift or a rest."""
    groups: list[list[Shape]] = []
    for shape in sorted(shapes, key=lambda s: s.start):
        if groups and shape.start - groups[-1][-1].end < NEARBY / 2:
            groups[-1].append(shape)
        else:
            groups.append([shape])
    return groups


def _smallest(shapes: Sequence[Shape], is_allowed: Callable[[Sequence[Shape]], bool]) -> list[Shape]:
    core = list(shapes)
    for shape in shapes:
        rest = [s for s in core if s is not shape]
        if rest and not is_allowed(rest):
            core = rest
    return core
