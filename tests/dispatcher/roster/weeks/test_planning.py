"""A roster of weeks: the law, the goals in their order, and what must not move."""

from datetime import date, datetime, time, timedelta
from itertools import count, product

from hypothesis import given, settings
from hypothesis import strategies as st

from busline.days import AMSTERDAM, at
from busline.rules.working_time import WorkingTimeRules
from dispatcher.bench.roster.making import Weeks, make_weeks
from dispatcher.bench.roster.measuring import broken_rules
from dispatcher.roster import OpenReason, RosterDriver, RosterWindow
from dispatcher.roster.values import Wish
from dispatcher.roster.weeks import Goal, WeeksRoster, WeeksSearch, plan_weeks

RULES = WorkingTimeRules()
MONDAY = date(2026, 11, 23)
QUICK = WeeksSearch(seconds=60, gap=0)
HOUR = 3600


def clock(day: int, text: str, monday: date = MONDAY) -> datetime:
    return at(monday + timedelta(days=day), time.fromisoformat(text), AMSTERDAM)


def window(day: int, start: str, end: str, van: str = "v", **more: float) -> RosterWindow:
    demand, expected = int(more.get("demand", 0)), more.get("expected", 0.0)
    trained = bool(more.get("trained", False))
    return RosterWindow(
        f"{van} {day} {start}", van, clock(day, start), clock(day, end), demand, trained, expected
    )


def driver(name: str, *, days: int = 28, **more: object) -> RosterDriver:
    free = tuple((clock(d, "06:00"), clock(d, "23:00")) for d in range(days))
    return RosterDriver(name, **{"available": free, **more})  # type: ignore[arg-type]


def plan(windows: list[RosterWindow], drivers: list[RosterDriver], **more: dict[str, str]) -> WeeksRoster:
    roster = plan_weeks(windows, drivers, RULES, search=QUICK, **more)
    assert broken_rules(Weeks(tuple(windows), tuple(drivers)), roster.drivers) == []
    return roster


def hours(roster: WeeksRoster) -> dict[str, float]:
    return {share.driver: share.got_s / HOUR for share in roster.shares}


def test_the_window_with_promises_comes_first_then_the_one_with_expected_rides() -> None:
    one = [
        window(0, "10:00", "16:00", "a"),
        window(0, "10:00", "12:00", "b", expected=9),
        window(0, "10:30", "11:00", "c", demand=1),
    ]
    # 9 expected rides are worth 9 hours, which is more than the four hours that the other one is longer.
    assert plan(one, [driver("ann")]).drivers == {"c 0 10:30": "ann"}
    assert plan(one[:2], [driver("ann")]).drivers == {"b 0 10:00": "ann"}
    assert plan(one[:2], [driver("ann")]).open == {"a 0 10:00": OpenReason.NEEDED_ELSEWHERE}


def test_nobody_drives_seven_days_in_a_row() -> None:
    week = [window(d, "10:00", "12:00") for d in range(14)]
    roster = plan(week, [driver("ann")])
    assert len(roster.drivers) == 12
    assert len(plan(week, [driver("ann"), driver("bea")]).drivers) == 14


def test_days_worked_elsewhere_count_for_the_weekly_rest() -> None:
    elsewhere = tuple((clock(d, "08:00"), clock(d, "09:00")) for d in range(5))
    week = [window(d, "10:00", "12:00") for d in (5, 6)]
    assert len(plan(week, [driver("ann", elsewhere=elsewhere)]).drivers) == 1


def test_sixty_hours_a_week_with_those_elsewhere() -> None:
    # 50 hours elsewhere leave ten; three windows of four hours would be twelve.
    elsewhere = tuple((clock(d, "07:00"), clock(d, "17:00")) for d in range(5))
    windows = [window(5, "08:00", "12:00"), window(5, "12:30", "16:30"), window(5, "17:00", "19:00")]
    roster = plan_weeks(windows, [driver("ann", elsewhere=elsewhere)], RULES, search=QUICK)
    assert sum(w.length_s for w in windows if w.id in roster.drivers) == 10 * HOUR
    more = (*elsewhere, (clock(5, "06:00"), clock(5, "07:00")))
    roster = plan_weeks(windows, [driver("ann", elsewhere=more)], RULES, search=QUICK)
    assert sum(w.length_s for w in windows if w.id in roster.drivers) == 8 * HOUR


def test_a_line_that_is_stricter_is_obeyed() -> None:
    windows = [window(d, "10:00", "14:00") for d in range(5)]
    strict = WorkingTimeRules(max_week_s=12 * HOUR)
    assert len(plan_weeks(windows, [driver("ann")], strict, search=QUICK).drivers) == 3


def test_vans_with_wheelchair_places_wait_for_somebody_who_was_trained() -> None:
    windows = [window(0, "10:00", "12:00", "a", trained=True), window(0, "10:00", "12:00", "b")]
    roster = plan(windows, [driver("ann", trained=False), driver("bea")])
    assert roster.drivers == {"a 0 10:00": "bea", "b 0 10:00": "ann"}


def test_extra_hours_are_shared_by_what_is_wanted() -> None:
    windows = [window(d, "10:00", "12:00") for d in range(12)]
    people = [driver("ann", wanted_s=20 * HOUR), driver("bea", wanted_s=10 * HOUR)]
    assert hours(plan(windows, people)) == {"ann": 16, "bea": 8}
    assert hours(plan(windows, [driver("ann"), driver("bea")])) == {"ann": 12, "bea": 12}


def test_the_contract_comes_first_and_only_what_is_beyond_it_is_shared() -> None:
    windows = [window(d, "10:00", "12:00") for d in range(12)]
    people = [driver("ann", contract_s=8 * HOUR), driver("bea")]
    # 24 hours: eight by contract, and eight each of the sixteen that are left.
    assert hours(plan(windows, people)) == {"ann": 16, "bea": 8}


def test_who_drove_more_in_the_weeks_before_drives_less_now() -> None:
    windows = [window(d, "10:00", "12:00") for d in range(6)]
    people = [driver("ann", worked_s=28 * HOUR), driver("bea", worked_s=20 * HOUR)]
    assert hours(plan(windows, people)) == {"ann": 2, "bea": 10}


def test_wishes_come_true_where_others_can_drive() -> None:
    windows = [window(d, "10:00", "12:00") for d in range(2)]
    avoid = Wish(clock(0, "00:00"), clock(1, "00:00"))
    like = Wish(clock(1, "00:00"), clock(2, "00:00"), avoid=False)
    roster = plan(windows, [driver("ann", wishes=(avoid, like)), driver("bea")])
    assert roster.drivers == {"v 0 10:00": "bea", "v 1 10:00": "ann"}
    [ann, _] = roster.shares
    assert (ann.wishes, ann.wishes_kept) == (2, 2)
    # Alone, ann drives all the same.
    assert len(plan(windows, [driver("ann", wishes=(avoid, like))]).drivers) == 2


def test_the_same_person_comes_back_on_the_same_day_of_the_week_and_stays_on_the_van() -> None:
    windows = [window(7 * w + d, "10:00", "12:00", van) for w in range(3) for d in (0, 1) for van in "ab"]
    roster = plan(windows, [driver(name) for name in ("ann", "bea", "cas", "dik")])
    for day, van in product((0, 1), "ab"):
        assert len({roster.drivers[f"{van} {7 * w + day} 10:00"] for w in range(3)}) == 1


def test_one_driver_stays_on_a_van_for_the_day() -> None:
    hours_of_day = (("09:00", "11:00"), ("13:00", "15:00"))
    windows = [window(0, start, end, van) for start, end in hours_of_day for van in "ab"]
    roster = plan(windows, [driver("ann"), driver("bea")])
    for van in "ab":
        assert len({roster.drivers[f"{van} 0 {start}"] for start, _ in hours_of_day}) == 1


def test_what_is_pinned_stays_even_where_it_is_unfair() -> None:
    windows = [window(d, "10:00", "12:00") for d in range(4)]
    pinned = {w.id: "ann" for w in windows[:3]}
    roster = plan(windows, [driver("ann"), driver("bea")], pinned=pinned)
    assert roster.drivers == {**pinned, "v 3 10:00": "bea"}
    assert hours(roster) == {"ann": 6, "bea": 2}


def test_who_was_told_stays_unless_a_window_would_lose_its_driver() -> None:
    windows = [window(0, "10:00", "12:00", "a"), window(0, "10:00", "12:00", "b", trained=True)]
    people = [driver("ann", worked_s=9 * HOUR), driver("bea", trained=False)]
    alone = {"a 0 10:00": "ann"}
    assert plan(windows[:1], people, present=alone).drivers == alone
    # Only ann may drive the other one.
    assert plan(windows, people, present=alone).drivers == {"a 0 10:00": "bea", "b 0 10:00": "ann"}


def test_the_week_in_which_the_clock_goes_back() -> None:
    # Sunday 25 October 2026; the week before is compared by the local clock.
    monday = date(2026, 10, 19)
    days = [d for d in range(14) if d % 7]
    windows = [RosterWindow(f"{d}", "v", clock(d, "10:00", monday), clock(d, "12:00", monday)) for d in days]
    free = tuple((clock(d, "06:00", monday), clock(d, "23:00", monday)) for d in days)
    roster = plan(windows, [RosterDriver("ann", free), RosterDriver("bea", free)])
    assert len(roster.drivers) == 12
    assert all(roster.drivers[f"{d}"] == roster.drivers[f"{d + 7}"] for d in days if d < 7)


def test_without_drivers_everything_is_open() -> None:
    roster = plan([window(0, "10:00", "12:00")], [])
    assert roster.open == {"v 0 10:00": OpenReason.NOBODY_AVAILABLE}


def test_a_first_look_that_finds_nothing_is_not_the_end_of_the_search() -> None:
    made = make_weeks(8, 3, 4, 1)
    late = count(step=20.0)  # each look at the clock finds the first look's time over, not that of the goal
    roster = plan_weeks(
        made.windows, made.drivers, RULES, search=WeeksSearch(seconds=300), clock=lambda: next(late)
    )
    assert [goal.goal for goal in roster.goals] == list(Goal)
    assert broken_rules(made, roster.drivers) == []


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 5), st.integers(1, 4), st.integers(1, 3), st.floats(0.2, 2.0))
def test_any_roster_holds_the_law_and_its_bound(
    seed: int, drivers: int, vans: int, weeks: int, seconds: float
) -> None:
    made = make_weeks(drivers, vans, weeks, seed)
    roster = plan_weeks(made.windows, made.drivers, RULES, search=WeeksSearch(seconds=seconds, seed=seed))
    assert broken_rules(made, roster.drivers) == []
    assert set(roster.drivers) | set(roster.open) == {w.id for w in made.windows}
    assert all(goal.bound <= goal.cost for goal in roster.goals)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_no_legal_roster_covers_more(seed: int) -> None:
    made = make_weeks(2, 2, 1, seed)
    few = tuple(w for w in made.windows if w.start < clock(1, "00:00", date(2026, 10, 19)))[:4]
    small = Weeks(few, made.drivers)
    roster = plan_weeks(few, made.drivers, RULES, search=QUICK)
    [cover] = [goal for goal in roster.goals if goal.goal is Goal.COVER] or [None]
    least = min(
        _uncovered(small, chosen)
        for chosen in product([None, *(d.id for d in made.drivers)], repeat=len(few))
        if not broken_rules(small, _given(small, chosen))
    )
    assert _uncovered(small, [roster.drivers.get(w.id) for w in few]) == least
    assert cover is None or cover.cost == cover.bound


def _given(made: Weeks, chosen: object) -> dict[str, str]:
    pairs = zip(made.windows, chosen, strict=True)  # type: ignore[call-overload]
    return {window.id: who for window, who in pairs if who is not None}


def _uncovered(made: Weeks, chosen: object) -> tuple[int, int]:
    """Return the rides and then the worth of what stays open, as the goal weighs it."""
    left = [w for w in made.windows if w.id not in _given(made, chosen)]
    return sum(w.demand for w in left), sum(round(w.expected * 60) + w.length_s // 60 for w in left)
