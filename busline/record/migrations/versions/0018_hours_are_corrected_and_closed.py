"""Corrections of hours are asked for, coordinators have hours, and a closed month has a checksum."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.add_column("closed_months", sa.Column("checksum", sa.String(64), nullable=False, server_default=""))
    op.add_column("closed_months", sa.Column("total_s", sa.Integer(), nullable=False, server_default="0"))
    _desk_hours()
    _corrections()


def downgrade() -> None:
    """Take the step back."""
    op.drop_table("hours_corrections")
    op.drop_table("desk_hours")
    op.drop_column("closed_months", "total_s")
    op.drop_column("closed_months", "checksum")


def _desk_hours() -> None:
    op.create_table(
        "desk_hours",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("worked_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("worked_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("break_s", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            _names("hoursstate", "open", "submitted", "corrected", "approved", "closed"),
            nullable=False,
        ),
        sa.Column("correction_why", sa.String(length=500), nullable=False),
        sa.Column("corrected_by", sa.String(length=100), nullable=True),
        sa.Column("approved_by", sa.String(length=100), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_desk_hours_line_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_desk_hours_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_hours")),
    )
    for column in ("line_id", "service_date", "user_id"):
        op.create_index(op.f(f"ix_desk_hours_{column}"), "desk_hours", [column])


def _corrections() -> None:
    op.create_table(
        "hours_corrections",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("hours_id", sa.String(length=32), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("worked_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("worked_to", sa.DateTime(timezone=True), nullable=False),
        sa.Column("break_s", sa.Integer(), nullable=False),
        sa.Column("difference_s", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("asked_by", sa.String(length=100), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state", _names("correctionstate", "asked", "approved", "declined", "withdrawn"), nullable=False
        ),
        sa.Column("decided_by", sa.String(length=100), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_why", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_hours_corrections_line_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hours_corrections")),
    )
    op.create_index("ix_hours_corrections_month", "hours_corrections", ["line_id", "month"])
    op.create_index(op.f("ix_hours_corrections_hours_id"), "hours_corrections", ["hours_id"])


def _names(kind: str, *members: str) -> sa.Enum:
    return sa.Enum(*members, name=kind, native_enum=False, create_constraint=True, length=32)
