"""Mirrors the three packages; e2e/ holds whole days, real processes and browsers."""
