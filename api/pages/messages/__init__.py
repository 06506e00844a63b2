"""What residents are told: the page of a day, and the wishes on the card."""
