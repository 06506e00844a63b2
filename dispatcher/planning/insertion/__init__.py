"""Compiled kernels that put one ride into one order of visits."""
