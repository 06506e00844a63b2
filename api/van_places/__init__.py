"""Where vans under way are, while their drivers share it."""
