"""The waiting list: who waits, and what becomes of it."""
