"""Drivers on windows: the rules hold, and the goals come in their order."""

from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from busline.days import AMSTERDAM, at
from busline.rules.working_time import WorkingTimeRules, WorkSpan, break_need_of, violations
from dispatcher.roster import OpenReason, Roster, RosterDriver, RosterSearch, RosterWindow, assign

RULES = WorkingTimeRules()
SATURDAY = date(2026, 11, 28)
QUICK = RosterSearch(seconds=60)


def clock(text: str, day: date = SATURDAY) -> datetime:
    return at(day, time.fromisoformat(text), AMSTERDAM)


def window(
    name: str, start: str, end: str, *, day: date = SATURDAY, demand: int = 0, trained: bool = False
) -> RosterWindow:
    van, _, _ = name.partition("-")
    return RosterWindow(f"{name}@{day}", van, clock(start, day), clock(end, day), demand, trained)


def driver(
    name: str,
    *,
    elsewhere: tuple[tuple[datetime, datetime], ...] = (),
    trained: bool = True,
    worked_s: int = 0,
    days: int = 1,
) -> RosterDriver:
    free = tuple(
        (clock("06:00", SATURDAY + timedelta(days=n)), clock("23:00", SATURDAY + timedelta(days=n)))
        for n in range(days)
    )
    return RosterDriver(name, free, elsewhere, (), trained, worked_s)


def roster(windows: list[RosterWindow], drivers: list[RosterDriver], **more: dict[str, str]) -> Roster:
    return assign(windows, drivers, RULES, search=QUICK, **more)


def test_two_vans_at_once_need_two_drivers() -> None:
    result = roster(
        [window("a", "10:00", "12:00"), window("b", "10:00", "12:00")], [driver("ann"), driver("bea")]
    )
    assert sorted(result.drivers.values()) == ["ann", "bea"]
    assert result.open == {}


def test_the_window_with_promises_is_covered_before_the_longer_one() -> None:
    short, long = window("a", "10:00", "11:00", demand=1), window("b", "10:00", "15:00")
    result = roster([short, long], [driver("ann")])
    assert result.drivers == {short.id: "ann"}
    assert result.open == {long.id: OpenReason.NEEDED_ELSEWHERE}


def test_reasons_say_what_stood_in_the_way() -> None:
    night = window("a", "04:00", "05:00")
    lift = window("b", "10:00", "12:00", trained=True)
    tired = window("c", "17:00", "19:00")
    worked = ((clock("07:00"), clock("17:00")),)
    result = roster([night, lift], [driver("ann", trained=False)])
    assert result.open == {night.id: OpenReason.NOBODY_AVAILABLE, lift.id: OpenReason.NOBODY_TRAINED}
    # 07:00–17:00 elsewhere and straight on: no break, 12 h of work.
    assert roster([tired], [driver("ann", elsewhere=worked)]).open == {tired.id: OpenReason.WORKING_TIME}


def test_late_work_elsewhere_the_evening_before_keeps_a_morning_window_open() -> None:
    morning = window("a", "09:00", "11:00")
    evening = ((clock("19:00", SATURDAY - timedelta(days=1)), clock("23:00", SATURDAY - timedelta(days=1))),)
    assert roster([morning], [driver("ann", elsewhere=evening)]).driver_of(morning.id) is None


def test_three_windows_that_only_together_are_too_much_are_shared() -> None:
    # 07:00–11:30, 12:30–16:00 and 17:00–20:00 span exactly 13 h but are 11 h of work: allowed for one.
    # With 16:00–20:00 for the last it is 12 h 45 min: any two are allowed, all three are not.
    first, second = window("a-1", "07:00", "11:45"), window("a-2", "12:15", "16:00")
    third = window("a-3", "16:15", "20:00")
    for pair in ([first, second], [second, third], [first, third]):
        assert len(roster(pair, [driver("ann")]).drivers) == 2
    assert len(roster([first, second, third], [driver("ann")]).drivers) == 2
    assert len(roster([first, second, third], [driver("ann"), driver("bea")]).drivers) == 3


def test_who_worked_least_gets_the_window() -> None:
    result = roster([window("a", "10:00", "12:00")], [driver("ann", worked_s=36_000), driver("bea")])
    assert list(result.drivers.values()) == ["bea"]


def test_hours_are_shared_over_days() -> None:
    windows = [window("a", "10:00", "16:00", day=SATURDAY + timedelta(days=n)) for n in range(4)]
    result = roster(windows, [driver("ann", days=4), driver("bea", days=4)])
    assert sorted(result.drivers.values()) == ["ann", "ann", "bea", "bea"]


def test_who_was_told_already_stays_even_where_it_is_less_fair() -> None:
    one = window("a", "10:00", "12:00")
    result = roster([one], [driver("ann", worked_s=36_000), driver("bea")], present={one.id: "ann"})
    assert result.drivers == {one.id: "ann"}


def test_a_fixed_driver_stays_whatever_the_rules_say() -> None:
    one = window("a", "04:00", "05:00")
    assert roster([one], [driver("ann"), driver("bea")], fixed={one.id: "bea"}).drivers == {one.id: "bea"}


def test_a_settled_duty_counts_as_work() -> None:
    one = window("a", "10:00", "12:00")
    busy = RosterDriver("ann", ((clock("06:00"), clock("23:00")),), (), ((clock("11:00"), clock("13:00")),))
    assert roster([one], [busy]).open == {one.id: OpenReason.WORKING_TIME}


def test_a_driver_stays_on_a_van_where_hours_are_equal_anyway() -> None:
    windows = [
        window("a-1", "09:00", "11:00"),
        window("a-2", "13:00", "15:00"),
        window("b-1", "09:00", "11:00"),
        window("b-2", "13:00", "15:00"),
    ]
    drivers = roster(windows, [driver("ann"), driver("bea")]).drivers
    assert drivers[windows[0].id] == drivers[windows[1].id]
    assert drivers[windows[2].id] == drivers[windows[3].id]


def test_nobody_and_nothing_are_fine() -> None:
    assert roster([], [driver("ann")]).drivers == {}
    one = window("a", "10:00", "12:00")
    assert roster([one], []).open == {one.id: OpenReason.NOBODY_AVAILABLE}


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(6, 19), st.integers(1, 6)), min_size=1, max_size=7),
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 18), st.integers(1, 9)), max_size=4),
    st.permutations(range(3)),
)
def test_every_roster_keeps_the_rules_and_does_not_depend_on_the_order(
    spans: list[tuple[int, int, int]], elsewhere: list[tuple[int, int, int]], order: list[int]
) -> None:
    def moment(day: int, hour: int) -> datetime:
        return clock("00:00", SATURDAY + timedelta(days=day)) + timedelta(hours=hour)

    windows = [
        RosterWindow(f"w{n}", f"van{n}", moment(day, hour), moment(day, min(hour + length, 23)))
        for n, (day, hour, length) in enumerate(spans)
    ]
    drivers = []
    for name in range(3):
        work = [(moment(d, h), moment(d, h + n)) for i, (d, h, n) in enumerate(elsewhere) if i % 3 == name]
        drivers.append(driver(f"d{name}", elsewhere=tuple(work), days=3))
    result = roster(windows, drivers)
    assert result == roster(windows[::-1], [drivers[i] for i in order])
    for one in drivers:
        mine = [w for w in windows if result.driver_of(w.id) == one.id]
        work = [WorkSpan(a, b, elsewhere=True) for a, b in one.elsewhere] + [
            WorkSpan(w.start, w.end) for w in mine
        ]
        rested = []
        for span in work:
            need = (
                None
                if span.elsewhere
                else break_need_of(span.start, span.end, [w for w in work if w is not span], RULES)
            )
            breaks = (
                () if need is None else ((need.earliest, need.earliest + timedelta(seconds=need.duration_s)),)
            )
            rested.append(WorkSpan(span.start, span.end, breaks, span.elsewhere))
        assert violations(rested, RULES) == []


def test_nobody_is_put_on_a_seventh_day_or_over_sixty_hours_in_a_week() -> None:
    monday = SATURDAY - timedelta(days=5)
    week = [window("a", "10:00", "12:00", day=monday + timedelta(days=n)) for n in range(7)]
    free = tuple((w.start, w.end) for w in week)
    assert len(roster(week, [RosterDriver("ann", free)]).drivers) == 6
    elsewhere = tuple((clock("07:00", w.start.date()), clock("17:00", w.start.date())) for w in week[:5])
    saturday = [window("b", "08:00", "12:00"), window("c", "12:30", "16:30"), window("d", "17:00", "19:30")]
    free = tuple((w.start, w.end) for w in saturday)
    result = roster(saturday, [RosterDriver("ann", free, elsewhere)])
    assert sorted(result.drivers) == ["b@2026-11-28", "c@2026-11-28"]


def test_a_window_that_only_the_week_forbids_says_so() -> None:
    one = window("a", "10:00", "12:00", day=SATURDAY + timedelta(days=1))
    days = [SATURDAY - timedelta(days=n) for n in range(6)]
    elsewhere = tuple((clock("10:00", day), clock("12:00", day)) for day in days)
    result = roster([one], [RosterDriver("ann", ((one.start, one.end),), elsewhere)])
    assert result.open == {one.id: OpenReason.WORKING_TIME}
