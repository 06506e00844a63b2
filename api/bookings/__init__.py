"""Rides with a promise."""
