"""How near the improver comes to the best possible plan of a day of the example line, and how soon."""
