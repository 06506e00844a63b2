"""The lender's pages."""
