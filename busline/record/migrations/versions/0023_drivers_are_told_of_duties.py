"""Drivers are written to about rosters, duties that are asked or open, and swaps."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

KINDS = ("confirmation", "change", "cancellation", "reminder", "call_ahead", "manifest", "duty_off")
NEW_KINDS = ("roster", "duty_asked", "duty_open", "swap_asked", "swap_answered")


def upgrade() -> None:
    """Take the step."""
    _allow(*KINDS, *NEW_KINDS)


def downgrade() -> None:
    """Take the step back; what drivers were told of these is forgotten."""
    messages = sa.table("messages", sa.column("kind"))
    op.execute(sa.delete(messages).where(messages.c.kind.in_(NEW_KINDS)))
    _allow(*KINDS)


def _allow(*kinds: str) -> None:
    with op.batch_alter_table("messages") as table:
        table.drop_constraint(op.f("ck_messages_messagekind"), type_="check")
        table.create_check_constraint("messagekind", sa.column("kind").in_(kinds))
