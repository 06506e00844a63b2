"""Phone calls to make, on the desk and beside the day board."""
