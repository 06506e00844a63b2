## At the telephone together
busy-with = { $name } is helping { $who }.
