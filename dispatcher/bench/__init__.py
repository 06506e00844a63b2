"""Measuring the planner, the desk and the whole house."""
