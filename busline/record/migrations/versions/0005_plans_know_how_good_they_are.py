"""A day's plan keeps how far it is from the best possible one, and for which revision that was proven."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS = ("bound_revision", "van_s", "best_possible_van_s")


def upgrade() -> None:
    """Take the step."""
    for name in COLUMNS:
        op.add_column("day_plans", sa.Column(name, sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take the step back."""
    with op.batch_alter_table("day_plans") as table:
        for name in COLUMNS:
            table.drop_column(name)
