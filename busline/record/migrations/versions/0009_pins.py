"""A coordinator can pin a ride to a duty; the planner then leaves it there."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "pins",
        sa.Column("booking_id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("duty_id", sa.String(length=32), nullable=False),
        sa.Column("pinned_by", sa.String(length=100), nullable=False),
        sa.Column("pinned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("freed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_pins_booking_id")),
        sa.ForeignKeyConstraint(["duty_id"], ["duties.id"], name=op.f("fk_pins_duty_id")),
        sa.PrimaryKeyConstraint("booking_id", name=op.f("pk_pins")),
    )
    op.create_index(op.f("ix_pins_duty_id"), "pins", ["duty_id"])


def downgrade() -> None:
    """Take the step back."""
    op.drop_table("pins")
