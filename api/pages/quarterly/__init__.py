"""The report of a quarter: as page, paper and spreadsheet."""
