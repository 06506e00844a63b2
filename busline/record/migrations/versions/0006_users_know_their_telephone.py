"""A user may have a telephone of the exchange, so that a call that rings there is theirs."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.add_column("users", sa.Column("extension", sa.String(length=32), nullable=False, server_default=""))


def downgrade() -> None:
    """Take the step back."""
    # Not by a copy of the table, as in batch mode: sessions and tokens refer to it.
    op.drop_column("users", "extension")
