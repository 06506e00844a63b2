"""A driver is told of a new roster as a whole, not of each duty in it."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

KINDS = ("given", "asked", "taken_off")


def upgrade() -> None:
    """Take the step."""
    _allow("roster", *KINDS)


def downgrade() -> None:
    """Take the step back; what was told of a roster was told of its first duty, which is given."""
    notices = sa.table("duty_notices", sa.column("kind"))
    op.execute(sa.update(notices).where(notices.c.kind == "roster").values(kind="given"))
    _allow(*KINDS)


def _allow(*kinds: str) -> None:
    with op.batch_alter_table("duty_notices") as table:
        table.drop_constraint(op.f("ck_duty_notices_noticekind"), type_="check")
        table.create_check_constraint("noticekind", sa.column("kind").in_(kinds))
