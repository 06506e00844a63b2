"""Rules over days and weeks: hand-made cases, and an inspector who walks through quarters of an hour."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from busline.days import AMSTERDAM, at
from busline.rules.long_working_time import all_violations, long_violations
from busline.rules.working_time import ViolationKind, WorkingTimeRules, WorkSpan
from dispatcher.bench.roster.inspector import Inspector, Worked

RULES = WorkingTimeRules()
MONDAY = date(2026, 11, 23)


def work(day: int, start: str, end: str, *, monday: date = MONDAY, elsewhere: bool = False) -> WorkSpan:
    """Return work on the day so many days after a Monday; an end before the start is on the next day."""
    first = monday + timedelta(days=day)
    last = first if end > start else first + timedelta(days=1)
    begins, ends = time.fromisoformat(start), time.fromisoformat(end)
    return WorkSpan(at(first, begins, AMSTERDAM), at(last, ends, AMSTERDAM), elsewhere=elsewhere)


def kinds(spans: list[WorkSpan], rules: WorkingTimeRules = RULES) -> set[str]:
    return {v.kind.value for v in long_violations(spans, rules)}


def weeks(count: int, days: int, start: str, end: str, *, monday: date = MONDAY) -> list[WorkSpan]:
    return [work(7 * w + d, start, end, monday=monday) for w in range(count) for d in range(days)]


def test_a_usual_week_breaks_nothing() -> None:
    assert kinds(weeks(6, 5, "08:00", "17:00")) == set()


def test_six_days_leave_a_rest_of_36_hours_and_seven_do_not() -> None:
    # From Saturday 17:00 to Monday 08:00 are 39 hours.
    assert kinds(weeks(3, 6, "10:00", "17:00")) == set()
    assert kinds(weeks(1, 7, "10:00", "13:00")) == {"weekly_rest_too_short"}


def test_a_free_day_between_a_late_and_an_early_shift_is_no_weekly_rest() -> None:
    # Sunday 21:00 to Tuesday 08:00 are 35 hours; from 20:00 they are 36.
    before = [work(d, "10:00", "13:00") for d in (1, 2, 3, 4, 5)]
    after = [work(d, "08:00", "12:00") for d in (8, 9, 10, 11, 12)]
    assert kinds([*before, work(6, "16:00", "21:00"), *after]) == {"weekly_rest_too_short"}
    assert kinds([*before, work(6, "16:00", "20:00"), *after]) == set()


def test_the_night_on_which_the_clock_goes_back_helps_the_weekly_rest() -> None:
    # From Saturday 24 October 21:00 to Monday 08:00 are 36 hours, and 35 on any other week end.
    six = [work(d, "18:00", "21:00", monday=date(2026, 10, 19)) for d in range(6)]
    assert kinds([*six, *weeks(1, 5, "08:00", "10:00", monday=date(2026, 10, 26))]) == set()
    six = [work(d, "18:00", "21:00", monday=date(2026, 10, 12)) for d in range(6)]
    found = kinds([*six, *weeks(1, 5, "08:00", "10:00", monday=date(2026, 10, 19))])
    assert found == {"weekly_rest_too_short"}


def test_a_line_may_let_the_weekly_rest_be_taken_in_parts_over_two_weeks() -> None:
    # Every fourth day is free, but from 21:00 before it to 08:00 after it are only 35 hours.
    early, free = (4, 8, 12), (3, 7, 11)
    spans = [
        work(d, "08:00", "12:00") if d in early else work(d, "15:00", "21:00")
        for d in range(14)
        if d not in free
    ]
    assert "weekly_rest_too_short" in kinds(spans)
    assert kinds(spans, WorkingTimeRules(split_weekly_rests=1)) == set()


def test_more_than_60_hours_in_a_week_counts_hours_elsewhere() -> None:
    five = [work(d, "07:00", "19:00", elsewhere=True) for d in range(5)]
    assert kinds([*five, work(-1, "10:00", "11:00")]) == set()
    [found] = long_violations([*five, work(5, "10:00", "11:00")], RULES)
    assert (found.kind, found.actual_s, found.limit_s) == (
        ViolationKind.TOO_MUCH_IN_WEEK,
        61 * 3600,
        60 * 3600,
    )
    assert kinds([*five, work(5, "10:00", "11:00", elsewhere=True)]) == set()


def test_means_over_4_and_16_weeks() -> None:
    # 56 hours a week are too much for four weeks; 50 are too much for sixteen.
    assert kinds(weeks(3, 5, "07:00", "18:12")) == set()
    assert kinds(weeks(4, 5, "07:00", "18:12")) == {"too_much_in_4_weeks"}
    assert kinds(weeks(15, 5, "08:00", "18:00")) == set()
    assert kinds(weeks(16, 5, "08:00", "18:00")) == {"too_much_in_16_weeks"}


def test_night_shifts_are_shorter_and_ask_for_more_rest_after_them() -> None:
    assert kinds([work(0, "20:00", "06:00")]) == set()
    assert kinds([work(0, "19:45", "06:00")]) == {"too_much_night_work"}
    # After one that ends after two: 14 hours, not 11. One that ends at two asks for the usual rest.
    assert kinds([work(0, "20:00", "03:00"), work(1, "16:00", "18:00")]) == {"night_rest_too_short"}
    assert kinds([work(0, "20:00", "02:00"), work(1, "16:00", "18:00")]) == set()


def test_three_nights_in_a_row_ask_for_46_hours() -> None:
    nights = [work(d, "22:00", "05:00") for d in range(3)]
    # The third ends on Thursday at 05:00; 46 hours later it is Saturday 03:00.
    assert kinds([*nights, work(4, "23:00", "23:30")]) == {"night_series_rest_too_short"}
    assert kinds([*nights, work(5, "09:00", "12:00")]) == set()


def test_at_most_seven_shifts_in_a_row_with_a_night_among_them() -> None:
    days = [work(d, "18:00", "21:00") for d in range(8)]
    assert "too_many_shifts_with_night" not in kinds(days)
    assert "too_many_shifts_with_night" in kinds([*days[:-1], work(7, "18:00", "02:00")])


def test_37_late_nights_in_16_weeks_are_too_many() -> None:
    def late(count: int) -> list[WorkSpan]:
        return [work(7 * (n // 3) + 2 * (n % 3), "22:00", "03:00") for n in range(count)]

    assert kinds(late(36)) == set()
    assert kinds(late(37)) == {"too_many_late_nights"}


def test_forty_sundays_a_year_are_too_many() -> None:
    assert kinds([work(7 * w + 6, "10:00", "13:00") for w in range(39)]) == set()
    assert kinds([work(7 * w + 6, "10:00", "13:00") for w in range(40)]) == {"too_few_free_sundays"}


@pytest.mark.parametrize("kind", [k for k in ViolationKind if k is not ViolationKind.OVERLAP])
def test_each_violation_names_its_article(kind: ViolationKind) -> None:
    assert kind.rule is not None
    assert kind.rule.source.startswith("Arbeidstijdenwet art. 5:")


# --- against the inspector -------------------------------------------------------------------------------


def weeks_of_a_driver() -> st.SearchStrategy[list[WorkSpan]]:
    """Draw work on quarters of an hour over three weeks, around a change of the clock or not."""

    def build(monday: date, drawn: list[tuple[int, int, int, bool]]) -> list[WorkSpan]:
        begin, spans, free_from = at(monday, time(0), AMSTERDAM), [], datetime.min.replace(tzinfo=UTC)
        for day, start, length, elsewhere in sorted(drawn):
            starts = begin + timedelta(days=day, minutes=15 * start)
            if starts >= free_from:  # two places at once are the other test's matter
                free_from = starts + timedelta(minutes=15 * length)
                spans.append(WorkSpan(starts, free_from, elsewhere=elsewhere))
        return spans

    mondays = st.sampled_from([date(2026, 10, 12), date(2026, 3, 16), MONDAY])
    one = st.tuples(st.integers(0, 20), st.integers(0, 95), st.integers(1, 52), st.booleans())
    dense = st.lists(one, min_size=1, max_size=40, unique_by=lambda drawn: drawn[0])
    regular = st.builds(
        lambda start, length, days, elsewhere: [(d, start, length, d in elsewhere) for d in days],
        st.integers(0, 95),
        st.integers(1, 48),
        st.sets(st.integers(0, 20), min_size=8),
        st.sets(st.integers(0, 20)),
    )
    return st.builds(build, mondays, dense | regular)


def work_with_pauses_near_the_limits() -> st.SearchStrategy[list[WorkSpan]]:
    """Draw work whose pauses are as long as a rule asks for, give or take a quarter of an hour."""

    def build(monday: date, hour: int, drawn: list[tuple[int, int, int, bool]]) -> list[WorkSpan]:
        at_instant, spans = at(monday, time(hour), AMSTERDAM), []
        for pause_h, off, length, elsewhere in drawn:
            ends = at_instant + timedelta(minutes=15 * length)
            spans.append(WorkSpan(at_instant, ends, elsewhere=elsewhere))
            at_instant = ends + timedelta(hours=pause_h, minutes=15 * off)
        return spans

    mondays = st.sampled_from([date(2026, 10, 19), date(2026, 3, 23), MONDAY])
    one = st.tuples(
        st.sampled_from([1, 11, 11, 12, 14, 20, 36, 46]),
        st.integers(-1, 1),
        st.integers(1, 52),
        st.booleans(),
    )
    return st.builds(build, mondays, st.integers(0, 23), st.lists(one, min_size=2, max_size=16))


@settings(max_examples=300, deadline=None)
@given(weeks_of_a_driver() | work_with_pauses_near_the_limits())
def test_all_violations_are_those_of_the_inspector(spans: list[WorkSpan]) -> None:
    inspector = Inspector(
        [Worked(int(s.start.timestamp()), int(s.end.timestamp()), not s.elsewhere) for s in spans],
        AMSTERDAM,
    )
    assert {v.kind.value for v in all_violations(spans, RULES)} == inspector.findings()
