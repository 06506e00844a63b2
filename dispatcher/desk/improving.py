"""Re-planning a day beside the desk: what comes back counts only if it keeps every promise made meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

import structlog

from busline.feed.messages import Done
from dispatcher.desk.committing import Decision
from dispatcher.desk.day import Day
from dispatcher.desk.framing import Framing, frame_day
from dispatcher.desk.line_data import LineData
from dispatcher.desk.placing import with_route
from dispatcher.desk.settling import settle
from dispatcher.planning.check import check
from dispatcher.planning.insertion import best_insertion, cost_of
from dispatcher.planning.problem import Plan, Problem, Route

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk

log = structlog.get_logger()


class Workbench(Protocol):
    """Where an improver works beside the desk, one plan at a time."""

    @property
    def busy(self) -> bool:
        """Whether a job is being worked on or its result waits to be polled."""
        ...

    def submit(self, problem: Problem, plan: Plan, seconds: float, seed: int) -> None:
        """Start to improve `plan`; only while not busy."""
        ...

    def poll(self) -> Plan | None:
        """Return the plan that was made, once; None while there is none, or if the job was lost."""
        ...


@dataclass(frozen=True)
class _Job:
    service_date: date
    problem: Problem


class DeskImprover:
    """Gives the nearest day whose plan is new to the workbench, and brings results home.

    Parameters
    ----------
    bench
        Where the work is done.
    seconds, seed
        Budget and seed of one re-planning.
    days_ahead
        How many days from today on are looked at.
    """

    def __init__(self, bench: Workbench, *, seconds: float = 5.0, seed: int = 1, days_ahead: int = 7) -> None:
        self.bench = bench
        self.seconds = seconds
        self.seed = seed
        self.days_ahead = days_ahead
        self._job: _Job | None = None
        self._seen: dict[date, int] = {}

    def __call__(self, desk: LineDesk) -> None:
        """Bring home what is finished, then hand out the next day."""
        if self._job is not None:
            plan = self.bench.poll()
            if plan is None and self.bench.busy:
                return
            job, self._job = self._job, None
            if plan is not None:
                self._bring_home(desk, job, plan)
        self._hand_out(desk)

    def _hand_out(self, desk: LineDesk) -> None:
        last = desk.today + timedelta(days=self.days_ahead)
        for day in desk.loaded:
            if not desk.today <= day.date <= last or self._seen.get(day.date) == day.revision:
                continue
            self._seen[day.date] = day.revision
            framing = frame_day(desk.line, day, desk.now)
            if len(framing.problem.rides) > 1:
                self._job = _Job(day.date, framing.problem)
                self.bench.submit(framing.problem, framing.plan, self.seconds, self.seed)
                return

    def _bring_home(self, desk: LineDesk, job: _Job, plan: Plan) -> None:
        day = desk.day(job.service_date)
        better = rebased(desk.line, day, job.problem, plan, desk.now)
        if better is None:
            return
        desk.commit(Decision(better, Done(), topics=("plan",), who="improver", why="replanned"))
        self._seen[day.date] = day.revision + 1
        log.info("replanned", line=desk.owner.line_id, date=str(day.date))


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
