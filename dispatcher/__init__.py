"""Takes requests from the feed, plans days with OR-Tools and commits plans to the record."""
