"""Figures of a period, as the review shows them."""
