"""What makes a real installation: units, compose file, proxy, backup."""
