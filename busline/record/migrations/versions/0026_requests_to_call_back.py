"""A request knows since when somebody is to be phoned with its answer, because nobody heard one."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.add_column("requests", sa.Column("call_back_since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take the step back."""
    # Not by a copy of the table, as in batch mode: bookings and refusals refer to it.
    op.drop_column("requests", "call_back_since")
