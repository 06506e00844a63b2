"""Making the rosters that somebody asked for, beside the desk: half a minute of search would keep callers."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import select

from busline.feed.telling import tell_pages
from busline.nouns import RosterState
from busline.record.tables import Roster
from busline.record.windows import make_windows
from dispatcher.roster.weeks.goals import WeeksSearch
from dispatcher.roster.weeks.keeping import keep_draft
from dispatcher.roster.weeks.planning import plan_weeks
from dispatcher.roster.weeks.reading import WeeksProblem, read_weeks
from dispatcher.roster.weeks.result import WeeksRoster

if TYPE_CHECKING:
    from dispatcher.desk.line_desk import LineDesk

log = structlog.get_logger()

GIVES_WAY = 10  # niceness

Submit = Callable[[Callable[..., WeeksRoster], WeeksProblem, WeeksSearch], "Future[WeeksRoster]"]


def make_roster(problem: WeeksProblem, search: WeeksSearch) -> WeeksRoster:
    """Make a roster; runs in a process of its own."""
    return plan_weeks(
        problem.windows,
        problem.drivers,
        problem.rules,
        pinned=problem.pinned,
        present=problem.present,
        zone=problem.zone,
        search=search,
    )


def in_own_process(
    work: Callable[..., WeeksRoster], problem: WeeksProblem, search: WeeksSearch
) -> Future[WeeksRoster]:
    """Have `work` done by a child process that yields to callers, and ends with it."""
    executor = ProcessPoolExecutor(
        1, mp_context=get_context("spawn"), initializer=os.nice, initargs=(GIVES_WAY,)
    )
    future = executor.submit(work, problem, search)
    executor.shutdown(wait=False)
    return future


class DeskDrafter:
    """Takes up one asked roster after the other, and writes what comes of it as a draft.

    A dispatcher that takes the line over begins anew what its predecessor had not finished.

    Parameters
    ----------
    submit
        Has `make_roster` done elsewhere: an executor's ``submit``.
    search
        Effort of one roster.
    """

    def __init__(self, submit: Submit, search: WeeksSearch | None = None) -> None:
        self._submit = submit
        self._search = search or WeeksSearch()
        self._job: tuple[str, Future[WeeksRoster]] | None = None

    def __call__(self, desk: LineDesk) -> None:
        """Bring home what is finished, then take up the next."""
        if self._job is not None:
            roster_id, future = self._job
            if not future.done():
                return
            self._job = None
            self._bring_home(desk, roster_id, future)
        self._take_up(desk)

    def _take_up(self, desk: LineDesk) -> None:
        line_id = desk.owner.line_id
        with desk.record.read() as session:
            asked = session.scalars(
                select(Roster)
                .where(Roster.line_id == line_id, Roster.state == RosterState.ASKED)
                .order_by(Roster.asked_at, Roster.id)
                .limit(1)
            ).first()
        if asked is None:
            return
        with desk.change("dispatcher", "windows for a roster") as session:
            make_windows(session, line_id, asked.from_day, asked.to_day)
        with desk.record.read() as session:
            problem = read_weeks(session, line_id, asked.from_day, asked.to_day, now=desk.clock.now())
        self._job = asked.id, self._submit(make_roster, problem, self._search)

    def _bring_home(self, desk: LineDesk, roster_id: str, future: Future[WeeksRoster]) -> None:
        line_id = desk.owner.line_id
        broken = future.exception()
        with desk.change("dispatcher", "made a roster") as session:
            roster = session.get_one(Roster, roster_id)
            if roster.state is not RosterState.ASKED:
                return
            if broken is not None:
                roster.state, roster.result = RosterState.DROPPED, {"failed": True}
            else:
                keep_draft(session, roster, future.result(), now=desk.clock.now())
            tell_pages(session, line_id, "plan")
        if broken is not None:
            log.error("roster not made", line=line_id, exc_info=broken)
