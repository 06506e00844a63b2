"""Rosters of weeks: made, published, and what drivers do with their duties."""
