"""How long an answer takes on a day that is as large and as full as one likes."""
