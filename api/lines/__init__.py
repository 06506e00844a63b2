"""Lines and their rules."""
