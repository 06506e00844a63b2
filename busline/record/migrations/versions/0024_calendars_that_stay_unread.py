"""A calendar knows since when it can't be read, and a coordinator is told of it."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

COLUMNS = ("wrong_since", "told_at")
TASKS = (
    "promise_broken",
    "promise_at_risk",
    "answer_ready",
    "standing_booking",
    "open_duty",
    "waiting_list",
    "message_undelivered",
    "emergency",
    "van_full",
    "driver_late",
)


def upgrade() -> None:
    """Take the step; of a calendar that is unread now, the next look says since when."""
    for name in COLUMNS:
        op.add_column("calendar_checks", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    _allow(*TASKS, "calendar_unread")


def downgrade() -> None:
    """Take the step back; tasks of the new kind go with it."""
    tasks = sa.table("tasks", sa.column("kind"))
    op.execute(sa.delete(tasks).where(tasks.c.kind == "calendar_unread"))
    _allow(*TASKS)
    with op.batch_alter_table("calendar_checks") as table:
        for name in COLUMNS:
            table.drop_column(name)


def _allow(*kinds: str) -> None:
    with op.batch_alter_table("tasks") as table:
        table.drop_constraint(op.f("ck_tasks_taskkind"), type_="check")
        table.create_check_constraint("taskkind", sa.column("kind").in_(kinds))
