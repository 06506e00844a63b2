"""The pages of the roster: the maker's, the driver's, and a driver's time."""
