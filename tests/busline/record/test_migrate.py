"""The migrations make the tables that the code declares, and take along what is in them."""

from datetime import date

from alembic import command
from sqlalchemy import delete, select, text

from busline.nouns import CorrectionState, TaskKind, TaskState
from busline.record.engine import Record
from busline.record.migrate import _config, differences, migrate, revision_of
from busline.record.tables import AlarmPlace, DayChange, Hours, HoursCorrection, Task
from tests.busline.record.rides import TUESDAY, add_duty, tuesday
from tests.tiny_line import LINE, with_tiny_line


def test_migrated_tables_equal_the_declared_ones(record: Record) -> None:
    assert differences(record) == []


def test_a_migrated_record_stands_at_the_newest_revision(record: Record) -> None:
    at, newest = revision_of(record)
    assert at == newest is not None


def test_migrating_again_changes_nothing(record: Record) -> None:
    before = revision_of(record)
    migrate(record)
    assert revision_of(record) == before
    assert differences(record) == []


def test_places_of_alarms_leave_the_tasks_and_those_of_open_ones_stay_known(record: Record) -> None:
    with_tiny_line(record)
    with record.change("test") as session:
        for number, state in (("1", TaskState.OPEN), ("2", TaskState.DONE)):
            about = {"lat": 52.3581, "lon": 4.8017, "van_id": "v1"}
            session.add(
                Task(
                    id=number,
                    line_id="tiny",
                    kind=TaskKind.EMERGENCY,
                    state=state,
                    service_date=date(2026, 11, 24),
                    about=about,
                    made_at=record.clock.now(),
                )
            )
    with record.reshape() as connection:
        command.downgrade(_config(connection), "0021")
        assert connection.execute(text("select lat from driver_events")).all() == []
    migrate(record)
    assert differences(record) == []
    with record.read() as session:
        assert session.get_one(Task, "1").about == session.get_one(Task, "2").about == {"van_id": "v1"}
        places = [(one.task_id, one.lat, one.lon) for one in session.query(AlarmPlace)]
    assert places == [("1", 52.3581, 4.8017)]


def test_days_that_lack_hours_settled_later_of_unclocked_duties_are_counted_anew(record: Record) -> None:
    with_tiny_line(record)
    settled = (
        ("clocked", date(2026, 12, 1), CorrectionState.APPROVED),
        ("declined", date(2027, 1, 1), CorrectionState.DECLINED),
        ("unclocked", date(2027, 2, 1), CorrectionState.APPROVED),
    )
    with record.change("test") as session:
        span = {"worked_from": tuesday(10), "worked_to": tuesday(11)}
        for duty_id, month, state in settled:
            add_duty(session, duty_id)
            session.add(
                HoursCorrection(
                    line_id=LINE,
                    hours_id=duty_id,
                    service_date=TUESDAY,
                    month=month,
                    break_s=0,
                    difference_s=3600,
                    why="forgot to clock",
                    asked_by="dirk",
                    asked_at=record.clock.now(),
                    state=state,
                    **span,
                )
            )
        session.add(Hours(duty_id="clocked", line_id=LINE, driver_id="dirk", service_date=TUESDAY, **span))
        session.flush()
        session.execute(delete(DayChange))
    with record.reshape() as connection:
        command.downgrade(_config(connection), "0026")
    migrate(record)
    with record.read() as session:
        marks = [(one.line_id, one.service_date) for one in session.scalars(select(DayChange))]
    assert marks == [(LINE, date(2027, 2, 1))]
