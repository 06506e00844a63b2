"""What can be offered to who asks, and why not more."""
