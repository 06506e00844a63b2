"""History, hours and ridership of a span of days."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from busline.clock import VirtualClock
from busline.nouns import BookingState, HoursState
from busline.record.engine import Record
from busline.record.tables import Hours, Resident
from busline.reports.spans import export_history, export_hours, export_ridership
from tests.busline.record.rides import TUESDAY, add_booking, add_duty, tuesday
from tests.tiny_line import LINE, with_tiny_line

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def test_the_history_is_told_by_local_days_and_in_order(sqlite_record: Record, clock: VirtualClock) -> None:
    with_tiny_line(sqlite_record)
    for name, moment in (
        ("Rie", datetime(2026, 11, 24, 22, 59, tzinfo=UTC)),  # 23:59 in Amsterdam
        ("Ria", datetime(2026, 11, 24, 23, 0, tzinfo=UTC)),  # midnight: the next day
    ):
        clock.move_to(moment)
        with sqlite_record.change("carla", "misheard") as session:
            session.get_one(Resident, (LINE, "rie")).name = f"{name} Voorbeeld"
    with sqlite_record.read() as session:
        tuesdays = export_history(session, AMSTERDAM, TUESDAY, TUESDAY)["changes"]
        wednesday = TUESDAY + timedelta(days=1)
        [change] = export_history(session, AMSTERDAM, wednesday, wednesday)["changes"]
    assert [one["seq"] for one in tuesdays] == sorted(one["seq"] for one in tuesdays)
    assert tuesdays[-1]["after"]["name"] == "Rie Voorbeeld"
    assert (change["who"], change["why"], change["at"]) == ("carla", "misheard", "2026-11-24T23:00:00Z")
    assert (change["before"]["name"], change["after"]["name"]) == ("Rie Voorbeeld", "Ria Voorbeeld")


def test_hours_are_clock_in_to_clock_out_less_breaks(sqlite_record: Record) -> None:
    with_tiny_line(sqlite_record)
    with sqlite_record.change("test") as session:
        add_duty(session)
        hours = Hours(
            duty_id="d" * 32,
            line_id=LINE,
            driver_id="dirk",
            service_date=TUESDAY,
            worked_from=tuesday(9, 44),
            state=HoursState.OPEN,
        )
        session.add(hours)
    with sqlite_record.read() as session:
        report = export_hours(session, LINE, TUESDAY, TUESDAY)
    assert [(d["to"], d["worked_s"]) for d in report["duties"]] == [(None, 0)]  # still out
    with sqlite_record.change("test") as session:
        hours = session.get_one(Hours, "d" * 32)
        hours.worked_to, hours.break_s, hours.state = tuesday(11, 50), 600, HoursState.SUBMITTED
    with sqlite_record.read() as session:
        report = export_hours(session, LINE, TUESDAY, TUESDAY)
        later = export_hours(session, LINE, TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=9))
        assert not any(later.values())
    # 126 minutes less ten; planned are the two hours of the duty.
    [row] = report["duties"]
    assert (row["worked_s"], row["break_s"], row["planned_s"]) == (6960, 600, 7200)
    assert (row["driver"], row["state"]) == ("dirk", "submitted")
    assert report["total_worked_s"] == 6960


def test_ridership_counts_what_became_of_bookings(sqlite_record: Record, clock: VirtualClock) -> None:
    with_tiny_line(sqlite_record)
    with sqlite_record.change("test") as session:
        for letter, state in (
            ("a", BookingState.COMPLETED),
            ("b", BookingState.COMPLETED),
            ("c", BookingState.CANCELLED),
            ("d", BookingState.NO_SHOW),
        ):
            booking = add_booking(session, letter * 32, state=state)
            # The promise is 10:00 to 10:10; the first boards in time, the second a minute late.
            booking.boarded_at = tuesday(10, 5 if letter == "a" else 11)
            booking.alighted_at = tuesday(10, 20)
    with sqlite_record.read() as session:
        assert export_ridership(session, LINE, TUESDAY, TUESDAY, clock.now()) == {
            "rides": 2,
            "riders": 1,
            "requests": 4,
            "refusals": 0,
            "cancellations": 1,
            "no_shows": 1,
            "on_time_share": 0.5,
        }
