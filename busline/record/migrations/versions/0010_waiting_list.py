"""Who waits for a place; phone calls that were tried in vain; what else there is besides the line."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

Json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
Moment = sa.DateTime(timezone=True)

KINDS = ("promise_broken", "promise_at_risk", "answer_ready", "standing_booking", "open_duty")
NEW_KINDS = ("waiting_list", "message_undelivered")
ENDS = ("reached", "other_means", "not_needed")
WAITING = ("waiting", "offered", "placed", "left", "over")
TRANSPORT = ("tram", "bus", "tram_and_bus", "medical_taxi", "taxi", "volunteers")


def upgrade() -> None:
    """Take the step."""
    with op.batch_alter_table("tasks") as table:
        table.add_column(sa.Column("claimed_at", Moment, nullable=True))
        table.add_column(sa.Column("tries", Json, nullable=False, server_default=sa.text("'[]'")))
        table.add_column(sa.Column("again_at", Moment, nullable=True))
        table.add_column(sa.Column("ended", sa.String(length=32), nullable=True))
        table.create_check_constraint("taskend", sa.column("ended").in_(ENDS))
        table.drop_constraint(op.f("ck_tasks_taskkind"), type_="check")
        table.create_check_constraint("taskkind", sa.column("kind").in_((*KINDS, *NEW_KINDS)))
    op.add_column("refusals", sa.Column("placed_at", Moment, nullable=True))
    op.create_table(
        "other_transport",
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", _names(TRANSPORT, "transportkind"), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("stops", Json, nullable=False),
        sa.Column("aids", Json, nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_other_transport_line_id")),
        sa.PrimaryKeyConstraint("line_id", "id", name=op.f("pk_other_transport")),
    )
    op.create_table(
        "waiting_entries",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("request_id", sa.String(length=32), nullable=False),
        sa.Column("resident_id", sa.String(length=64), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("state", _names(WAITING, "waitingstate"), nullable=False),
        sa.Column("earlier_s", sa.Integer(), nullable=False),
        sa.Column("later_s", sa.Integer(), nullable=False),
        sa.Column("know_by", Moment, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.Column("waits_since", Moment, nullable=False),
        sa.Column("offers", Json, nullable=False),
        sa.Column("held_until", Moment, nullable=True),
        sa.Column("ended_at", Moment, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id", "resident_id"],
            ["residents.line_id", "residents.id"],
            name=op.f("fk_waiting_entries_line_id_resident_id"),
        ),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_waiting_entries_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_entries")),
        sa.UniqueConstraint("request_id", name=op.f("uq_waiting_entries_request_id")),
    )
    op.create_index("ix_waiting_entries_day", "waiting_entries", ["line_id", "state", "service_date"])


def downgrade() -> None:
    """Take the step back; phone calls of the new kinds go with it."""
    op.drop_table("waiting_entries")
    op.drop_table("other_transport")
    with op.batch_alter_table("refusals") as table:
        table.drop_column("placed_at")
    tasks = sa.table("tasks", sa.column("kind"))
    op.execute(sa.delete(tasks).where(tasks.c.kind.in_(NEW_KINDS)))
    with op.batch_alter_table("tasks") as table:
        table.drop_constraint(op.f("ck_tasks_taskend"), type_="check")
        table.drop_constraint(op.f("ck_tasks_taskkind"), type_="check")
        table.create_check_constraint("taskkind", sa.column("kind").in_(KINDS))
        for name in ("claimed_at", "tries", "again_at", "ended"):
            table.drop_column(name)


def _names(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
