"""What callers ask for, and the answers."""
