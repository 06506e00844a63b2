"""Who rides."""
