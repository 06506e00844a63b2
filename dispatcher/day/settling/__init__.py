"""The times that every duty of a day has as it stands."""
