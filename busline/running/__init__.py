"""How the line is started on one machine: the parts as processes, and what may be wrong with them."""
