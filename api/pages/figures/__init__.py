"""The cooperative's figures of a period: the number, how it changed, the picture, the table, the rides."""
