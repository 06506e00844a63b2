"""Tests of sharing where vans are."""
