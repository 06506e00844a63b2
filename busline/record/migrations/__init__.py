"""Alembic's environment and the steps from the first table on."""
