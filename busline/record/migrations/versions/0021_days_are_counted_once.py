"""What a day came to is kept; every day that there is has yet to be counted."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = ("bookings", "requests", "refusals", "idle_windows", "duties", "hours")


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "kept_days",
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_kept_days_line_id")),
        sa.PrimaryKeyConstraint("line_id", "service_date", name=op.f("pk_kept_days")),
    )
    op.create_table(
        "day_changes",
        sa.Column("seq", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_day_changes")),
    )
    op.create_index("ix_day_changes_day", "day_changes", ["line_id", "service_date"])
    op.create_index("ix_bookings_riders", "bookings", ["line_id", "state", "resident_id", "service_date"])
    # By the line alone, a day after ten years would be looked for among all that were.
    op.create_index("ix_requests_day", "requests", ["line_id", "service_date"])
    op.create_index("ix_refusals_day", "refusals", ["line_id", "service_date"])
    _mark_all()


def downgrade() -> None:
    """Take the step back."""
    op.drop_index("ix_refusals_day", table_name="refusals")
    op.drop_index("ix_requests_day", table_name="requests")
    op.drop_index("ix_bookings_riders", table_name="bookings")
    op.drop_table("day_changes")
    op.drop_table("kept_days")


def _mark_all() -> None:
    days = [_days_of(kind) for kind in KINDS]
    wanted = sa.union(*(sa.select(one.c.line_id, one.c.service_date) for one in days))
    op.execute(_days_of("day_changes").insert().from_select(["line_id", "service_date"], wanted))


def _days_of(name: str) -> sa.TableClause:
    return sa.table(name, sa.column("line_id", sa.String), sa.column("service_date", sa.Date))
