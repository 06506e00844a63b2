"""Tests of a line as a folder."""
