"""Rosters of weeks: drafts, what drivers want, swaps, notices; a duty knows when its driver was told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

document = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "rosters",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "draft",
                "published",
                "dropped",
                name="rosterstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("asked_by", sa.String(length=100), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", document, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_rosters_line_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rosters")),
    )
    op.create_index(op.f("ix_rosters_line_id"), "rosters", ["line_id"], unique=False)
    op.create_table(
        "driver_terms",
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("driver_id", sa.String(length=64), nullable=False),
        sa.Column("contract_week_s", sa.Integer(), nullable=False),
        sa.Column("wanted_week_s", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id", "driver_id"],
            ["drivers.line_id", "drivers.id"],
            name=op.f("fk_driver_terms_line_id_driver_id"),
        ),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_driver_terms_line_id")),
        sa.PrimaryKeyConstraint("line_id", "driver_id", name=op.f("pk_driver_terms")),
    )
    op.create_table(
        "driver_wishes",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("driver_id", sa.String(length=64), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("avoid", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id", "driver_id"],
            ["drivers.line_id", "drivers.id"],
            name=op.f("fk_driver_wishes_line_id_driver_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_driver_wishes")),
    )
    op.create_table(
        "roster_duties",
        sa.Column("roster_id", sa.String(length=32), nullable=False),
        sa.Column("window_id", sa.String(length=32), nullable=False),
        sa.Column("driver_id", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["roster_id"], ["rosters.id"], name=op.f("fk_roster_duties_roster_id")),
        sa.PrimaryKeyConstraint("roster_id", "window_id", name=op.f("pk_roster_duties")),
    )
    op.create_table(
        "duty_notices",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("driver_id", sa.String(length=64), nullable=False),
        sa.Column("duty_id", sa.String(length=32), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "given",
                "asked",
                "taken_off",
                name="noticekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["duty_id"], ["duties.id"], name=op.f("fk_duty_notices_duty_id")),
        sa.ForeignKeyConstraint(
            ["line_id", "driver_id"],
            ["drivers.line_id", "drivers.id"],
            name=op.f("fk_duty_notices_line_id_driver_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_notices")),
    )
    op.create_index(
        "ix_duty_notices_driver", "duty_notices", ["line_id", "driver_id", "seen_at"], unique=False
    )
    op.create_table(
        "duty_swaps",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("duty_id", sa.String(length=32), nullable=False),
        sa.Column("from_driver_id", sa.String(length=64), nullable=False),
        sa.Column("to_driver_id", sa.String(length=64), nullable=False),
        sa.Column("return_duty_id", sa.String(length=32), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "agreed",
                "declined",
                "withdrawn",
                name="swapstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["duties.id"], name=op.f("fk_duty_swaps_duty_id")),
        sa.ForeignKeyConstraint(
            ["line_id", "from_driver_id"],
            ["drivers.line_id", "drivers.id"],
            name=op.f("fk_duty_swaps_line_id_from_driver_id"),
        ),
        sa.ForeignKeyConstraint(
            ["line_id", "to_driver_id"],
            ["drivers.line_id", "drivers.id"],
            name=op.f("fk_duty_swaps_line_id_to_driver_id"),
        ),
        sa.ForeignKeyConstraint(["return_duty_id"], ["duties.id"], name=op.f("fk_duty_swaps_return_duty_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_swaps")),
    )
    op.create_index("ix_duty_swaps_open", "duty_swaps", ["line_id", "state"], unique=False)
    op.add_column("duties", sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take the step back."""
    op.drop_column("duties", "published_at")
    op.drop_index("ix_duty_swaps_open", table_name="duty_swaps")
    op.drop_table("duty_swaps")
    op.drop_index("ix_duty_notices_driver", table_name="duty_notices")
    op.drop_table("duty_notices")
    op.drop_table("roster_duties")
    op.drop_table("driver_wishes")
    op.drop_table("driver_terms")
    op.drop_index(op.f("ix_rosters_line_id"), table_name="rosters")
    op.drop_table("rosters")
