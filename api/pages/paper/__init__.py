"""What is printed: how a sheet is set, and the day list for the desk while the computer is down."""
