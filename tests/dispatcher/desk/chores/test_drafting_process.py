"""A roster is made by a process of its own, which is gone afterwards."""

import multiprocessing
import time

from busline.days import AMSTERDAM
from busline.rules.working_time import WorkingTimeRules
from dispatcher.bench.roster.making import make_weeks
from dispatcher.desk.chores.drafting import in_own_process, make_roster
from dispatcher.roster.weeks import WeeksSearch
from dispatcher.roster.weeks.reading import WeeksProblem


def test_a_roster_comes_back_from_a_process_of_its_own() -> None:
    made = make_weeks(3, 2, 1, seed=1)
    problem = WeeksProblem(made.windows, made.drivers, WorkingTimeRules(), AMSTERDAM, {}, {})
    roster = in_own_process(make_roster, problem, WeeksSearch(seconds=20)).result(timeout=60)
    assert {w.id for w in made.windows} == {*roster.drivers, *roster.open}
    assert roster.drivers
    ends = time.monotonic() + 20
    while multiprocessing.active_children() and time.monotonic() < ends:
        time.sleep(0.1)
    assert multiprocessing.active_children() == []
