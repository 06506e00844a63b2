"""The dispatcher as a process: takes leases, listens to the feed, lets the desk answer."""
