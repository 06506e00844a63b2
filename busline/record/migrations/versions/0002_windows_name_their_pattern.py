"""An idle window names the weekly pattern that it was made from."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.add_column("idle_windows", sa.Column("pattern_id", sa.String(length=32), nullable=True))


def downgrade() -> None:
    """Take the step back."""
    op.drop_column("idle_windows", "pattern_id")
