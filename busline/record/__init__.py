"""The record: everything that must survive, in SQL. SQLite by default, PostgreSQL by URL."""
