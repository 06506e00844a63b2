"""A number of the outbox, or of a mark on a day, is never given again once its row is deleted.

SQLite numbers a new row one above the highest that stands, so an emptied table began at 1 again: whoever
deleted what it had just sent could meet something new under the same number. PostgreSQL's sequences only
go on.
"""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TABLES = ("outbox", "day_changes")


def upgrade() -> None:
    """Take the step."""
    _number(once=True)


def downgrade() -> None:
    """Take the step back."""
    _number(once=False)


def _number(*, once: bool) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for name in TABLES:
        with op.batch_alter_table(name, recreate="always", table_kwargs={"sqlite_autoincrement": once}):
            pass
