"""Duties that change hands, and the time of drivers."""
