"""The peer that the planner is measured against: the stock routing library of OR-Tools."""
