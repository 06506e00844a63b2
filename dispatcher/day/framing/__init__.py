"""A day as the planner sees it: what is fixed, what binds, and what is left to decide."""
