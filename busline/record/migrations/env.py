"""Run by Alembic: applies the migrations over the connection that `busline.record.migrate` hands in."""

from alembic import context

from busline.record.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite can't alter most things in place
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
