"""Manifests are published in versions, and drivers are told of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
Moment = sa.DateTime(timezone=True)

KINDS = ("confirmation", "change", "cancellation", "reminder", "call_ahead")
DRIVER_KINDS = ("manifest", "duty_off")
FOR_ONE = (
    "(resident_id is not null and booking_id is not null and driver_id is null and duty_id is null)"
    " or (resident_id is null and booking_id is null and driver_id is not null and duty_id is not null)"
)


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "manifest_versions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("duty_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("driver_id", sa.String(length=64), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("starts_at", Moment, nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.Column("calls", Json, nullable=False),
        sa.Column("taken_off_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["duty_id"], ["duties.id"], name=op.f("fk_manifest_versions_duty_id")),
        sa.ForeignKeyConstraint(
            ["line_id", "driver_id"],
            ["drivers.line_id", "drivers.id"],
            name=op.f("fk_manifest_versions_line_id_driver_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manifest_versions")),
        sa.UniqueConstraint("duty_id", "number", name=op.f("uq_manifest_versions_duty_id_number")),
    )
    with op.batch_alter_table("messages") as table:
        table.alter_column("resident_id", existing_type=sa.String(64), nullable=True)
        table.alter_column("booking_id", existing_type=sa.String(32), nullable=True)
        table.add_column(sa.Column("driver_id", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("duty_id", sa.String(length=32), nullable=True))
        table.create_foreign_key(
            op.f("fk_messages_line_id_driver_id"), "drivers", ["line_id", "driver_id"], ["line_id", "id"]
        )
        table.create_foreign_key(op.f("fk_messages_duty_id"), "duties", ["duty_id"], ["id"])
        table.create_unique_constraint(
            op.f("uq_messages_duty_id_driver_id_kind_occasion"),
            ["duty_id", "driver_id", "kind", "occasion"],
        )
        table.drop_constraint(op.f("ck_messages_messagekind"), type_="check")
        table.create_check_constraint("messagekind", sa.column("kind").in_((*KINDS, *DRIVER_KINDS)))
        table.create_check_constraint("for_one", sa.text(FOR_ONE))


def downgrade() -> None:
    """Take the step back; what drivers were told is forgotten."""
    listed = ", ".join(f"'{kind}'" for kind in DRIVER_KINDS)
    op.execute(f"DELETE FROM messages WHERE kind IN ({listed})")
    with op.batch_alter_table("messages") as table:
        table.drop_constraint(op.f("ck_messages_for_one"), type_="check")
        table.drop_constraint(op.f("ck_messages_messagekind"), type_="check")
        table.create_check_constraint("messagekind", sa.column("kind").in_(KINDS))
        table.drop_constraint(op.f("uq_messages_duty_id_driver_id_kind_occasion"), type_="unique")
        table.drop_constraint(op.f("fk_messages_duty_id"), type_="foreignkey")
        table.drop_constraint(op.f("fk_messages_line_id_driver_id"), type_="foreignkey")
        table.drop_column("duty_id")
        table.drop_column("driver_id")
        table.alter_column("booking_id", existing_type=sa.String(32), nullable=False)
        table.alter_column("resident_id", existing_type=sa.String(64), nullable=False)
    op.drop_table("manifest_versions")
