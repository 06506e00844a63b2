"""Hours follow what a driver presses, until they are reviewed or their month is closed."""

from datetime import date, datetime, timedelta

from busline.nouns import DriverEventKind, HoursState
from busline.record.engine import Record
from busline.record.tables import ClosedMonth, DriverEvent, Hours
from dispatcher.desk.rows import write_hours
from tests.busline.record.rides import add_duty, tuesday
from tests.tiny_line import LINE, with_tiny_line

DUTY = "d" * 32
K = DriverEventKind


def press(record: Record, *presses: tuple[DriverEventKind, datetime]) -> None:
    """Let Dirk press buttons, and the hours follow each of them."""
    for kind, at in presses:
        with record.change("dirk") as session:
            event = DriverEvent(
                line_id=LINE, duty_id=DUTY, driver_id="dirk", kind=kind, happened_at=at, received_at=at
            )
            session.add(event)
            session.flush()
            write_hours(session, event)


def hours_of(record: Record) -> Hours | None:
    with record.read() as session:
        return session.get(Hours, DUTY)


def test_an_end_of_a_break_that_is_pressed_twice_counts_once(record: Record) -> None:
    with_tiny_line(record)
    with record.change("test") as session:
        add_duty(session)
    press(
        record,
        (K.CLOCK_IN, tuesday(9, 45)),
        (K.BREAK_START, tuesday(10, 30)),
        (K.BREAK_END, tuesday(10, 50)),
        (K.BREAK_END, tuesday(10, 55)),
        (K.CLOCK_OUT, tuesday(11, 45)),
    )
    hours = hours_of(record)
    assert hours is not None
    # Two hours less twenty minutes.
    assert (hours.break_s, hours.worked_s, hours.state) == (1200, 6000, HoursState.SUBMITTED)


def test_a_phone_that_sends_after_the_month_was_closed_changes_nothing(record: Record) -> None:
    with_tiny_line(record)
    with record.change("test") as session:
        add_duty(session)
        month = date(2026, 11, 1)
        session.add(
            ClosedMonth(line_id=LINE, month=month, closed_at=tuesday(9) + timedelta(days=9), closed_by="wil")
        )
    press(record, (K.CLOCK_IN, tuesday(9, 45)), (K.CLOCK_OUT, tuesday(11, 45)))
    assert hours_of(record) is None
