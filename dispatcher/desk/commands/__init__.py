"""What the desk does when it is told to, each in a transaction."""
