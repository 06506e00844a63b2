"""Hours settled later of duties that nobody clocked in on count: the days that lack them are counted anew."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    corrections = sa.table("hours_corrections", *map(sa.column, ("line_id", "hours_id", "month", "state")))
    duties = sa.table("duties", sa.column("id"))
    hours = sa.table("hours", sa.column("duty_id"))
    wanted = (
        sa.select(corrections.c.line_id, corrections.c.month)
        .join(duties, duties.c.id == corrections.c.hours_id)
        .outerjoin(hours, hours.c.duty_id == duties.c.id)
        .where(corrections.c.state == "approved", hours.c.duty_id.is_(None))
        .distinct()
    )
    marks = sa.table("day_changes", sa.column("line_id"), sa.column("service_date"))
    op.execute(marks.insert().from_select(["line_id", "service_date"], wanted))


def downgrade() -> None:
    """Take the step back: a mark only has its day counted again."""
