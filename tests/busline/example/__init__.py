"""Tests of the example line."""
