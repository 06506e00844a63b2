"""Whether a driver may take a duty, beside all the work of a year."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from busline.nouns import DutyState
from busline.record.engine import Record
from busline.record.tables import Driver, Duty, IdleWindow
from busline.roster.may_drive import AgainstTheRules, check_may_drive
from tests.tiny_line import LINE, add_tiny_line

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LAST_SUNDAY = date(2026, 11, 22)


def duty_on(session: Session, day: date, driver_id: str | None) -> Duty:
    """Add a duty of three hours with its window."""
    span = {
        "service_date": day,
        "starts_at": datetime.combine(day, time(10), AMSTERDAM),
        "ends_at": datetime.combine(day, time(13), AMSTERDAM),
    }
    window_id = f"{day}-{driver_id or 'open'}"
    session.add(IdleWindow(id=window_id, line_id=LINE, van_id="van", base_stop_id="base", **span))
    session.flush()
    duty = Duty(
        id=window_id,
        line_id=LINE,
        window_id=window_id,
        van_id="van",
        driver_id=driver_id,
        state=DutyState.DONE if driver_id else DutyState.OPEN,
        **span,
    )
    session.add(duty)
    session.flush()
    return duty


@pytest.mark.parametrize(("worked", "may"), [(38, True), (39, False)])
def test_thirteen_sundays_of_a_year_are_free(record: Record, worked: int, may: bool) -> None:
    # The first of them lie nearly a year back, and the last twelve are all free.
    with record.change("test") as session:
        add_tiny_line(session)
        session.get_one(Driver, (LINE, "dirk")).wheelchair_trained = True
        for weeks in range(51, 51 - worked, -1):
            duty_on(session, LAST_SUNDAY - timedelta(weeks=weeks), "dirk")
        wanted = duty_on(session, LAST_SUNDAY, None)
        if may:
            check_may_drive(session, "dirk", [wanted])
            return
        with pytest.raises(AgainstTheRules) as refused:
            check_may_drive(session, "dirk", [wanted])
        assert refused.value.params["rule"] == "too_few_free_sundays"
