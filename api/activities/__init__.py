"""What residents ride to every week."""
