"""Duties changing hands: who may drive what, swaps between drivers, and what drivers are told."""
