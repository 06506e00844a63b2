"""The feed: what API and dispatcher say to each other over Redis streams, leases, live events."""
