"""The rules of a line as functions and values of plain data."""
