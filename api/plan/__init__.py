"""A day as it is planned and driven."""
