"""Drivers report that they are late, that the van is full, that something is wrong, and kilometres."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

EVENTS = (
    "clock_in",
    "arrived",
    "boarded",
    "no_show",
    "alighted",
    "departed",
    "break_start",
    "break_end",
    "clock_out",
)
NEW_EVENTS = ("van_full", "late", "emergency", "odometer_out", "odometer_back", "plan_seen")
TASKS = (
    "promise_broken",
    "promise_at_risk",
    "answer_ready",
    "standing_booking",
    "open_duty",
    "waiting_list",
    "message_undelivered",
)
NEW_TASKS = ("emergency", "van_full", "driver_late")
COLUMNS: dict[str, sa.types.TypeEngine[Any]] = {
    "minutes": sa.Integer(),
    "odometer_km": sa.Integer(),
    "lat": sa.Double(),
    "lon": sa.Double(),
    "revision": sa.Integer(),
}


def upgrade() -> None:
    """Take the step."""
    with op.batch_alter_table("driver_events") as table:
        for name, kind in COLUMNS.items():
            table.add_column(sa.Column(name, kind, nullable=True))
        table.drop_constraint(op.f("ck_driver_events_drivereventkind"), type_="check")
        table.create_check_constraint("drivereventkind", sa.column("kind").in_((*EVENTS, *NEW_EVENTS)))
    with op.batch_alter_table("tasks") as table:
        table.drop_constraint(op.f("ck_tasks_taskkind"), type_="check")
        table.create_check_constraint("taskkind", sa.column("kind").in_((*TASKS, *NEW_TASKS)))


def downgrade() -> None:
    """Take the step back; reports and tasks of the new kinds go with it."""
    for name, new in (("driver_events", NEW_EVENTS), ("tasks", NEW_TASKS)):
        rows = sa.table(name, sa.column("kind"))
        op.execute(sa.delete(rows).where(rows.c.kind.in_(new)))
    with op.batch_alter_table("driver_events") as table:
        table.drop_constraint(op.f("ck_driver_events_drivereventkind"), type_="check")
        table.create_check_constraint("drivereventkind", sa.column("kind").in_(EVENTS))
        for name in COLUMNS:
            table.drop_column(name)
    with op.batch_alter_table("tasks") as table:
        table.drop_constraint(op.f("ck_tasks_taskkind"), type_="check")
        table.create_check_constraint("taskkind", sa.column("kind").in_(TASKS))
