"""The driver’s run on a phone, one thing at a time."""
