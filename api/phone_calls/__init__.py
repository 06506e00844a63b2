"""Telephone calls that the exchange announces while they ring."""
