"""How long the breaks were that a driver reported."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from busline.hours.breaks import break_length_s, unfinished_break
from busline.nouns import DriverEventKind

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
START, END = DriverEventKind.BREAK_START, DriverEventKind.BREAK_END


def minute(at: int) -> datetime:
    return NOON + timedelta(minutes=at)


def test_what_is_pressed_twice_counts_once() -> None:
    # 0 to 20 and 40 to 50: the second beginning at 5 and the second end at 30 change nothing.
    presses = [(START, 0), (START, 5), (END, 20), (END, 30), (START, 40), (END, 50)]
    assert break_length_s([(kind, minute(at)) for kind, at in presses]) == 30 * 60


def test_a_break_that_nobody_ended_counts_nothing_and_is_named() -> None:
    presses = [(START, minute(0)), (END, minute(20)), (START, minute(40))]
    assert break_length_s(presses) == 20 * 60
    assert unfinished_break(presses) == minute(40)
    assert unfinished_break(presses[:2]) is None


@given(st.lists(st.integers(1, 3600), min_size=1, max_size=8), st.randoms())
def test_the_order_in_which_a_phone_sends_does_not_matter(lengths: list[int], order) -> None:  # type: ignore[no-untyped-def]
    presses, at = [], NOON
    for length in lengths:
        presses += [(START, at), (END, at + timedelta(seconds=length))]
        at += timedelta(seconds=length + 60)
    order.shuffle(presses)
    assert break_length_s(presses) == sum(lengths)
