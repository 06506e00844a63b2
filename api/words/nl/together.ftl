## Samen aan de telefoon
busy-with = { $name } is bezig met { $who }.
