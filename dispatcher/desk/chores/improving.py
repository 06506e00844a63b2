"""Re-planning a day beside the desk: what comes back counts only if it keeps every promise made meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

import structlog

from busline.feed.messages import Done
from busline.nouns import PlanBound
from dispatcher.day.day import Day
from dispatcher.day.framing.framing import Framing, frame_day
from dispatcher.day.line_data import LineData
from dispatcher.day.placing import with_route
from dispatcher.day.settling.settling import settle
from dispatcher.desk.chores.bounding import bound_for, keep_bound, proven_now
from dispatcher.desk.committing import Decision
from dispatcher.improver.protocol import Replanned
from dispatcher.planning.check import check
from dispatcher.planning.fleet.best_insertion import best_insertion
from dispatcher.planning.problem import Plan, Problem, Route
from dispatcher.planning.route.costs import cost_of

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk

log = structlog.get_logger()

FIRST_S = 5.0
# What a plan that stays as it is gets more of, once no other day has news: the search finds little in five
# seconds that it does not find again, and a proof for a full day takes most of a minute.
LONGER_S = (20.0, 120.0)


class Workbench(Protocol):
    """Where an improver works beside the desk, one plan at a time."""

    @property
    def busy(self) -> bool:
        """Whether a job is being worked on or its result waits to be polled."""
        ...

    def submit(self, problem: Problem, plan: Plan, seconds: float, seed: int) -> None:
        """Start to improve `plan`; only while not busy."""
        ...

    def poll(self) -> Replanned | None:
        """Return what came of the job, once; None while there is nothing, or if the job was lost."""
        ...


@dataclass(frozen=True)
class _Job:
    """A day as it was handed out, and what was handed out of it."""

    day: Day
    problem: Problem
    plan: Plan


@dataclass(frozen=True)
class _Looked:
    """A day as it was last looked at, and how often its plan was."""

    day: Day
    times: int


class DeskImprover:
    """Gives the nearest day whose plan is new to the workbench, and brings results home.

    A day that was looked at while offers were held is looked at again once there are none: only then what is
    proven is about the plan in the record. A plan that stays as it is, and is not proven to be the best, is
    looked at for longer while no other day has news.

    Parameters
    ----------
    bench
        Where the work is done.
    seconds
        Budget of the first re-planning of a plan.
    longer
        Budgets of those that follow, if nothing happens.
    seed
        Of the first re-planning; those that follow count on from it.
    days_ahead
        How many days from today on are looked at.
    """

    def __init__(
        self,
        bench: Workbench,
        *,
        seconds: float = FIRST_S,
        longer: Sequence[float] = (),
        seed: int = 1,
        days_ahead: int = 7,
    ) -> None:
        self.bench = bench
        self.budgets = (seconds, *longer)
        self.seed = seed
        self.days_ahead = days_ahead
        self._job: _Job | None = None
        self._looked: dict[date, _Looked] = {}

    def __call__(self, desk: LineDesk) -> None:
        """Bring home what is finished, then hand out the next day."""
        if self._job is not None:
            found = self.bench.poll()
            if found is None and self.bench.busy:
                return
            job, self._job = self._job, None
            if found is not None:
                self._bring_home(desk, job, found)
        self._hand_out(desk)

    def _hand_out(self, desk: LineDesk) -> None:
        for day, times in self._turns(desk):
            day = desk.day(day.date)
            framing = frame_day(desk.line, day, desk.now)
            if len(framing.problem.rides) > 1:
                self._looked[day.date] = _Looked(day, times + 1)
                self._job = _Job(day, framing.problem, framing.plan)
                self.bench.submit(framing.problem, framing.plan, self.budgets[times], self.seed + times)
                return
            self._looked[day.date] = _Looked(day, len(self.budgets))

    def _turns(self, desk: LineDesk) -> Iterator[tuple[Day, int]]:
        """Yield days to look at, and how often their plan was: news first, nearer days before later ones."""
        last = desk.today + timedelta(days=self.days_ahead)
        days = [day for day in desk.loaded if desk.today <= day.date <= last]
        now = desk.clock.now()
        turns = [(0 if self._is_news(day, now) else self._looked[day.date].times, day) for day in days]
        for times, day in sorted(turns, key=lambda turn: turn[0]):
            if times < len(self.budgets):
                yield day, times

    def _is_news(self, day: Day, now: datetime) -> bool:
        looked = self._looked.get(day.date)
        if looked is None or not _is_same_plan(looked.day, looked.day.revision, day):
            return True
        return bool(looked.day.holds) and all(hold.offer.expires_at <= now for hold in day.holds.values())

    def _bring_home(self, desk: LineDesk, job: _Job, found: Replanned) -> None:
        day = desk.day(job.day.date)
        better = rebased(desk.line, day, job.problem, found.plan, desk.now)
        if better is not None:
            desk.commit(Decision(better, Done(), topics=("plan",), who="improver", why="replanned"))
            log.info("replanned", line=desk.owner.line_id, date=str(day.date))
        best_s = found.best_possible_van_s
        bound = None if best_s is None else _bound(desk, job, best_s, committed=better is not None)
        if bound is not None:
            keep_bound(desk, day.date, desk.day(day.date).revision, bound)
        looked = self._looked[day.date]
        if better is not None and (best_s is None or bound is not None):
            looked = replace(looked, day=desk.day(day.date))  # what was learned is about this one
        if bound is not None and bound.is_best:
            looked = replace(looked, times=len(self.budgets))  # there is no more to learn about it
        self._looked[day.date] = looked


def _is_same_plan(before: Day, revision: int, day: Day) -> bool:
    """Tell whether `day` has the plan with this revision, and was not read anew since it was `before`.

    Other duties or another line's rules come in by reading the day anew; both can leave the plan as it is.
    """
    return day.memory is before.memory and day.revision == revision


def _bound(desk: LineDesk, job: _Job, best_possible_van_s: int, *, committed: bool) -> PlanBound | None:
    """Return what a finished job proves about the plan that is now in the record; None if nothing."""
    day = desk.day(job.day.date)
    if job.day.holds or not _is_same_plan(job.day, job.day.revision + committed, day):
        return None
    if not committed:  # it is the plan that was handed out, and what was proven then is true of it
        return bound_for(job.problem, job.plan, best_possible_van_s)
    framing = frame_day(desk.line, day.without_rides(*day.holds), desk.now)
    proven_s = proven_now(job.problem, framing.problem, best_possible_van_s)
    return None if proven_s is None else bound_for(framing.problem, framing.plan, proven_s)


def rebased(line: LineData, day: Day, problem: Problem, plan: Plan, now: int) -> Day | None:
    """Return `day` with `plan` (made for the older `problem`) carried over to how things stand now.

    None if it can't be, breaks anything, or is no better than the present plan.
    """
    framing = frame_day(line, day, now)
    carried = _carried(framing, problem, plan)
    if carried is None or check(framing.problem, carried):
        return None
    if cost_of(framing.problem, carried) >= cost_of(framing.problem, framing.plan):
        return None
    for frame, old, route in zip(framing.problem.duties, framing.plan.routes, carried.routes, strict=True):
        if route != old:
            day = with_route(day, framing, frame.id, route)
    settled = settle(line, day, now)
    return None if settled.late else settled.day


def _carried(framing: Framing, old: Problem, plan: Plan) -> Plan | None:
    """Return `plan` without what has gone or begun since, and with what is new put in by insertion."""
    now = framing.problem
    ahead = {visit for route in framing.plan.routes for visit in route}
    routes: list[Route] = []
    for frame in now.duties:
        old_route = plan.routes[old.duty_index[frame.id]] if frame.id in old.duty_index else ()
        route = tuple(
            visit
            for visit in old_route
            if (visit in ahead if visit.ride is not None else frame.break_need is not None)
        )
        routes.append(route if any(visit.ride for visit in route) else ())
    carried = Plan(tuple(routes))
    planned = {visit.ride for route in routes for visit in route}
    for ride in now.rides:
        if ride.id in planned:
            continue
        found = None if ride.boarded_at is not None else best_insertion(now, carried, ride)
        if found is None:
            return None
        carried = found.apply(now, carried)
    return carried
