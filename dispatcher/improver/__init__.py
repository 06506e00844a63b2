"""Re-planning a whole day in the background, in a process of its own."""
