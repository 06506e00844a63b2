"""When vans are lent."""
