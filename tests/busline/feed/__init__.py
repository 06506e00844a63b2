"""Tests of the feed, on real servers and with real processes."""
