"""Lenders offer windows by calendar and sheet; vans have outages, inspections and handovers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Take the step."""
    op.add_column("vans", sa.Column("lender", sa.String(length=64), nullable=False, server_default=""))
    op.add_column("vans", sa.Column("inspection_on", sa.Date(), nullable=True))
    op.add_column("users", sa.Column("lender", sa.String(length=64), nullable=False, server_default=""))
    _calendars()
    _proposals()
    _vans()


def downgrade() -> None:
    """Take the step back."""
    for table in ("handovers", "van_outages", "window_proposals", "calendar_checks", "calendar_feeds"):
        op.drop_table(table)
    op.drop_column("users", "lender")
    op.drop_column("vans", "inspection_on")
    op.drop_column("vans", "lender")


def _calendars() -> None:
    op.create_table(
        "calendar_feeds",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("van_id", sa.String(length=64), nullable=True),
        sa.Column("lender", sa.String(length=64), nullable=False),
        sa.Column("calendar_address", sa.String(length=2000), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_calendar_feeds_line_id")),
        sa.ForeignKeyConstraint(
            ["line_id", "van_id"], ["vans.line_id", "vans.id"], name=op.f("fk_calendar_feeds_line_id_van_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feeds")),
    )
    op.create_table(
        "calendar_checks",
        sa.Column("feed_id", sa.String(length=32), nullable=False),
        sa.Column("etag", sa.String(length=300), nullable=False),
        sa.Column("last_modified", sa.String(length=100), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("faults", JSON, nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["calendar_feeds.id"], name=op.f("fk_calendar_checks_feed_id")),
        sa.PrimaryKeyConstraint("feed_id", name=op.f("pk_calendar_checks")),
    )
    op.create_index(op.f("ix_calendar_checks_next_at"), "calendar_checks", ["next_at"])


def _proposals() -> None:
    op.create_table(
        "window_proposals",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("lender", sa.String(length=64), nullable=False),
        sa.Column("feed_id", sa.String(length=32), nullable=True),
        sa.Column("source", _names("proposalsource", "sheet", "calendar", "program"), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("van_ids", JSON, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("windows", JSON, nullable=False),
        sa.Column("state", _names("proposalstate", "open", "taken_over", "dropped"), nullable=False),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_window_proposals_line_id")),
        sa.ForeignKeyConstraint(["feed_id"], ["calendar_feeds.id"], name=op.f("fk_window_proposals_feed_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_window_proposals")),
    )
    op.create_index(op.f("ix_window_proposals_line_id"), "window_proposals", ["line_id"])


def _vans() -> None:
    op.create_table(
        "van_outages",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("van_id", sa.String(length=64), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id", "van_id"], ["vans.line_id", "vans.id"], name=op.f("fk_van_outages_line_id_van_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_van_outages")),
    )
    op.create_table(
        "handovers",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("van_id", sa.String(length=64), nullable=False),
        sa.Column("kind", _names("handoverkind", "out", "back"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("odometer_km", sa.Integer(), nullable=False),
        sa.Column("energy_percent", sa.Integer(), nullable=True),
        sa.Column("faults_found", JSON, nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("odometer_km >= 0", name=op.f("ck_handovers_odometer")),
        sa.CheckConstraint("energy_percent between 0 and 100", name=op.f("ck_handovers_energy")),
        sa.ForeignKeyConstraint(
            ["line_id", "van_id"], ["vans.line_id", "vans.id"], name=op.f("fk_handovers_line_id_van_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    op.create_index(op.f("ix_handovers_at"), "handovers", ["at"])


def _names(kind: str, *members: str) -> sa.Enum:
    return sa.Enum(*members, name=kind, native_enum=False, create_constraint=True, length=32)
