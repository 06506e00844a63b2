"""Phone calls to make."""
