"""Who drives in the morning."""

from sqlalchemy import select

from busline.record.tables import Duty, Run
from tests.e2e.line_on_a_clock import LineOnAClock


def morning_run(line: LineOnAClock) -> tuple[str, str] | None:
    """Return driver and duty of the first run with riders: those of the standing bookings; None before."""
    with line.record.read() as session:
        rows = session.execute(
            select(Duty, Run).join(Run, Run.duty_id == Duty.id).order_by(Duty.starts_at, Duty.van_id)
        )
        for duty, run in rows:
            if duty.driver_id is not None and any(call["board"] for call in run.calls):
                return duty.driver_id, duty.id
    return None
