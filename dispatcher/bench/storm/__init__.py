"""Many coordinators at once who want the same seats, and a check of what they were told."""
