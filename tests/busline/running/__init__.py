"""How the line is started, kept running and examined."""
