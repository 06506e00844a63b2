"""Whether the parts are there."""
