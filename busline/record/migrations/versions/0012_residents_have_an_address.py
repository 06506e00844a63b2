"""A resident has a postcode and a house number, and addresses that were looked up stay known."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

COLUMNS = {"postcode": 6, "house_number": 16, "town": 100}


def upgrade() -> None:
    """Take the step."""
    for name, length in COLUMNS.items():
        op.add_column("residents", sa.Column(name, sa.String(length), nullable=False, server_default=""))
    op.create_table(
        "known_addresses",
        sa.Column("postcode", sa.String(length=6), nullable=False),
        sa.Column("house_number", sa.String(length=16), nullable=False),
        sa.Column("street", sa.String(length=200), nullable=False),
        sa.Column("town", sa.String(length=100), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("postcode", "house_number", name=op.f("pk_known_addresses")),
    )


def downgrade() -> None:
    """Take the step back."""
    op.drop_table("known_addresses")
    # Not by a copy of the table, as in batch mode: whatever names a resident refers to it.
    for name in reversed(COLUMNS):
        op.drop_column("residents", name)
