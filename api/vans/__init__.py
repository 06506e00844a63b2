"""The vans of a line."""
