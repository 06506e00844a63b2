"""Hours and ridership of a day and a month: the number first, then how it changed, then picture and table."""
