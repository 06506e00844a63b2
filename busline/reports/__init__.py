"""What the record holds, as JSON from which everything can be checked and recomputed."""
