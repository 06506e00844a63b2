"""The day board: vans and their calls over time."""
