"""What becomes of rides whose plan is broken."""
