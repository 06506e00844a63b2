"""Hours: reviewed by month, corrected and approved."""
