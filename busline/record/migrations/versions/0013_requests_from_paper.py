"""A request may have been written on paper first: it knows when it was typed in, too."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.add_column("requests", sa.Column("typed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take the step back."""
    # Not by a copy of the table, as in batch mode: bookings and refusals refer to it.
    op.drop_column("requests", "typed_at")
