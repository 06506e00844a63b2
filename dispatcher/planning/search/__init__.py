"""Making a whole plan better by large neighbourhood search."""
