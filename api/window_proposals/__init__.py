"""What a lender proposes: windows that wait until their changes were seen."""
