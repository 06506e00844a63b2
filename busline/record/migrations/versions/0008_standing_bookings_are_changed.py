"""Standing bookings are made and changed at the desk: what they say of holidays, and what was given back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Take the step."""
    # Not by a copy of the tables, as in batch mode: other tables refer to these.
    op.add_column("standing_bookings", sa.Column("on_holidays", sa.Boolean(), nullable=True))
    op.add_column("standing_bookings", sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("requests", sa.Column("given_back", Json, nullable=False, server_default=sa.text("'[]'")))
    with op.batch_alter_table("standing_skips") as table:
        table.add_column(sa.Column("kind", sa.String(length=32), nullable=False, server_default="asked"))
        table.create_check_constraint(op.f("ck_standing_skips_skipkind"), "kind IN ('asked', 'booked_apart')")


def downgrade() -> None:
    """Take the step back."""
    with op.batch_alter_table("standing_skips") as table:
        table.drop_constraint(op.f("ck_standing_skips_skipkind"), type_="check")
        table.drop_column("kind")
    op.drop_column("requests", "given_back")
    op.drop_column("standing_bookings", "changed_at")
    op.drop_column("standing_bookings", "on_holidays")
