"""What leaves the cooperative."""
