"""Who rode, in counts."""
