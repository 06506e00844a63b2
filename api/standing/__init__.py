"""Rides that come back every week."""
