"""Driving times are kept with the coordinates that they are between, so that a moved stop is noticed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Take the step."""
    with op.batch_alter_table("travel_matrices") as table:
        table.add_column(sa.Column("places", Json, nullable=False, server_default=sa.text("'[]'")))


def downgrade() -> None:
    """Take the step back."""
    with op.batch_alter_table("travel_matrices") as table:
        table.drop_column("places")
