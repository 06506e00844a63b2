"""Where vans stop."""
