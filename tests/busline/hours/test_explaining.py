"""Why worked time differs from plan."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from busline.hours.explaining import ReasonKind, Shift, explain
from busline.nouns import Call, CallKind, DriverEventKind

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)


def at(minutes: int, seconds: int = 0) -> datetime:
    return NINE + timedelta(minutes=minutes, seconds=seconds)


def call(stop: str, arrive: int, arrived: int, departed: int, kind: CallKind = CallKind.STOP) -> Call:
    return Call(
        kind=kind,
        stop=stop,
        arrive=at(arrive),
        depart=at(arrive + 2),
        arrived=at(arrived),
        departed=at(departed),
    )


def shift(begins: int = 0, ends: int = 120, break_s: int = 0, **more: object) -> Shift:
    """A duty planned from 9:00 to 11:00 with 20 minutes of break."""
    return Shift(at(0), at(120), 1200, at(begins), at(ends), break_s, **more)  # type: ignore[arg-type]


def test_each_part_of_the_difference_is_a_reason_of_its_own() -> None:
    reasons = explain(shift(begins=12, ends=135, break_s=600))
    assert [(one.kind, one.seconds) for one in reasons] == [
        (ReasonKind.STARTED_LATE, -720),
        (ReasonKind.BREAK_SHORTER, 600),
        (ReasonKind.ENDED_LATE, 900),
    ]


def test_as_planned_needs_no_reason() -> None:
    assert explain(shift(break_s=1200)) == ()


def test_who_was_late_home_is_explained_by_the_longest_delay() -> None:
    # Two minutes late at A already, fourteen more standing at B; at C the plan has followed.
    calls = [call("a", 10, 12, 14), call("b", 20, 22, 38), call("c", 50, 50, 52)]
    reasons = explain(shift(ends=135, break_s=1200, calls=calls))
    assert [(one.kind, one.stop, one.length_s) for one in reasons] == [
        (ReasonKind.ENDED_LATE, "", 0),
        (ReasonKind.DELAY_AT_STOP, "b", 14 * 60),
    ]


def test_a_delay_is_named_where_it_arose_and_not_where_it_was_still_there() -> None:
    # Ten minutes lost on the way to B; the plan did not follow, so C is ten minutes late as well.
    calls = [call("a", 10, 10, 12), call("b", 20, 30, 32), call("c", 40, 50, 52)]
    [_, delay] = explain(shift(ends=130, break_s=1200, calls=calls))
    assert (delay.kind, delay.stop, delay.length_s) == (ReasonKind.DELAY_ON_THE_WAY, "b", 600)


def test_who_went_home_in_time_had_no_delay_worth_a_word() -> None:
    calls = [call("a", 10, 25, 27)]
    assert explain(shift(break_s=1200, calls=calls)) == ()


def test_a_forgotten_clock_and_a_break_without_an_end_are_said() -> None:
    presses = [(DriverEventKind.CLOCK_IN, at(0)), (DriverEventKind.BREAK_START, at(60))]
    running = Shift(at(0), at(120), 0, at(0), None, 0, presses)
    assert [one.kind for one in explain(running)] == [
        ReasonKind.NOT_CLOCKED_OUT,
        ReasonKind.BREAK_NOT_ENDED,
    ]


def test_what_was_clocked_is_said_where_something_else_is_written() -> None:
    presses = [(DriverEventKind.CLOCK_IN, at(0)), (DriverEventKind.CLOCK_OUT, at(150))]
    reasons = explain(shift(break_s=1200, presses=presses))
    assert [(one.kind, one.at, one.planned) for one in reasons] == [
        (ReasonKind.CLOCKED_OTHERWISE, at(0), at(150))
    ]


@given(st.integers(-3600, 3600), st.integers(0, 20_000), st.integers(0, 3000), st.integers(0, 3000))
def test_the_reasons_add_up_to_the_difference(begins: int, length: int, paused: int, planned: int) -> None:
    starts = at(0, begins)
    one = Shift(at(0), at(120), planned, starts, starts + timedelta(seconds=length), paused)
    assert sum(reason.seconds for reason in explain(one)) == one.difference_s
