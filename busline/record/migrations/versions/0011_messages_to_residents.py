"""Residents may be told about their rides: how they want it, and every message with what became of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

CHANNELS = ("none", "sms", "email", "spoken")
KINDS = ("confirmation", "change", "cancellation", "reminder", "call_ahead")
STATES = ("waiting", "sending", "sent", "failed", "stopped", "unneeded", "unsent")
FAULTS = ("none", "no_address", "refused", "away", "unclear", "too_late")

document = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Take the step."""
    _add_wishes()
    _create_messages()


def downgrade() -> None:
    """Take the step back."""
    op.drop_table("messages")
    op.execute("ALTER TABLE residents DROP COLUMN message_kinds")
    # SQLite drops no column that a constraint of the table names, but this one is the column's own.
    op.execute("ALTER TABLE residents DROP COLUMN message_channel")
    op.execute("ALTER TABLE residents DROP COLUMN email")


def _add_wishes() -> None:
    """Add what residents want, not by a copy of the table: half the record refers to it."""
    listed = ", ".join(f"'{channel}'" for channel in CHANNELS)
    op.add_column("residents", sa.Column("email", sa.String(200), nullable=False, server_default=""))
    op.execute(
        "ALTER TABLE residents ADD COLUMN message_channel VARCHAR(32) NOT NULL DEFAULT 'none' "
        f"CONSTRAINT ck_residents_messagechannel CHECK (message_channel IN ({listed}))"
    )
    wanted = "[" + ", ".join(f'"{kind}"' for kind in KINDS) + "]"
    op.add_column("residents", sa.Column("message_kinds", document, nullable=False, server_default=wanted))


def _create_messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("line_id", sa.String(64), nullable=False),
        sa.Column("resident_id", sa.String(64), nullable=False),
        sa.Column("booking_id", sa.String(32), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("kind", _one_of(KINDS, "messagekind"), nullable=False),
        sa.Column("occasion", sa.String(40), nullable=False),
        sa.Column("facts", document, nullable=False),
        sa.Column("state", _one_of(STATES, "messagestate"), nullable=False),
        sa.Column("fault", _one_of(FAULTS, "messagefault"), nullable=False),
        sa.Column("channel", _one_of(CHANNELS, "messagechannel"), nullable=False),
        sa.Column("sent_to", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("useless_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("interruptions", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id", "resident_id"],
            ["residents.line_id", "residents.id"],
            name=op.f("fk_messages_line_id_resident_id"),
        ),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_messages_booking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint(
            "booking_id", "kind", "occasion", name=op.f("uq_messages_booking_id_kind_occasion")
        ),
    )
    op.create_index("ix_messages_due", "messages", ["line_id", "due_at"])
    op.create_index("ix_messages_next", "messages", ["state", "next_try_at"])
    op.create_index("ix_messages_resident", "messages", ["line_id", "resident_id", "due_at"])


def _one_of(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
