"""The line: its nouns, rules and records. Serves no page and holds no solver."""
