"""The desk: plans in memory, calls answered at once, every change committed before it is told."""
