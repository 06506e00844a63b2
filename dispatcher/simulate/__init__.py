"""A whole day on a virtual clock, through the real desk, dispatcher, record and feed."""
