"""Worked hours, reviewed by the cooperative."""
