"""One route of one duty: the times it can have, and what it costs."""
