"""What a driver sees and reports from the van."""
