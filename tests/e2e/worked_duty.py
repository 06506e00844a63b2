"""A duty of the day with hours that wait to be looked at."""

from sqlalchemy import select

from busline.nouns import HoursState
from busline.record.tables import Duty, Hours
from tests.api.house import DAY, LINE, at
from tests.e2e.line_on_a_clock import LineOnAClock, wait_until


def add_worked_duty(line: LineOnAClock) -> tuple[str, str]:
    """Let the first duty of the day be driven from 09:45 to 11:45; return its driver and its id."""

    def first() -> Duty | None:
        with line.record.read() as session:
            wanted = select(Duty).where(Duty.service_date == DAY, Duty.driver_id.is_not(None))
            return session.scalars(wanted.order_by(Duty.id).limit(1)).first()

    wait_until(lambda: first() is not None)
    duty = first()
    assert duty is not None
    assert duty.driver_id is not None
    with line.record.change("test") as session:
        session.add(
            Hours(
                duty_id=duty.id,
                line_id=LINE,
                driver_id=duty.driver_id,
                service_date=DAY,
                worked_from=at("09:45"),
                worked_to=at("11:45"),
                state=HoursState.SUBMITTED,
            )
        )
    return duty.driver_id, duty.id
