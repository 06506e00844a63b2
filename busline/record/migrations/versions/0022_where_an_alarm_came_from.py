"""Where an alarm came from stands beside its open task alone; its report says only that a place came too."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
TASKS = sa.table(
    "tasks",
    sa.column("id", sa.String),
    sa.column("kind", sa.String),
    sa.column("state", sa.String),
    sa.column("about", JSON),
    sa.column("made_at", sa.DateTime(timezone=True)),
)
PLACES = sa.table(
    "alarm_places",
    sa.column("task_id", sa.String),
    sa.column("lat", sa.Double),
    sa.column("lon", sa.Double),
    sa.column("at", sa.DateTime(timezone=True)),
)
EVENTS = sa.table("driver_events", sa.column("has_place", sa.Boolean), sa.column("lat", sa.Double))


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "alarm_places",
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_alarm_places_task_id")),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_alarm_places")),
    )
    with op.batch_alter_table("driver_events") as table:
        table.add_column(sa.Column("has_place", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(sa.update(EVENTS).where(EVENTS.c.lat.is_not(None)).values(has_place=sa.true()))
    with op.batch_alter_table("driver_events") as table:
        table.drop_column("lat")
        table.drop_column("lon")
    _move_places()


def downgrade() -> None:
    """Take the step back; the places of open alarms go with it."""
    with op.batch_alter_table("driver_events") as table:
        table.drop_column("has_place")
        table.add_column(sa.Column("lat", sa.Double(), nullable=True))
        table.add_column(sa.Column("lon", sa.Double(), nullable=True))
    op.drop_table("alarm_places")


def _move_places() -> None:
    """Take places out of all tasks, and keep those of the ones that are still open."""
    connection = op.get_bind()
    rows = connection.execute(sa.select(TASKS).where(TASKS.c.kind == "emergency")).all()
    for row in rows:
        if "lat" not in row.about:
            continue
        rest: dict[str, Any] = {
            name: value for name, value in row.about.items() if name not in ("lat", "lon")
        }
        connection.execute(sa.update(TASKS).where(TASKS.c.id == row.id).values(about=rest))
        if row.state != "done" and "lon" in row.about:
            place = {"lat": row.about["lat"], "lon": row.about["lon"], "at": row.made_at}
            connection.execute(sa.insert(PLACES).values(task_id=row.id, **place))
