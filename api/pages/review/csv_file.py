"""CSV as it is written everywhere in the house: see `api.csv_file`."""

from api.csv_file import csv_response, csv_text, safe

__all__ = ["csv_response", "csv_text", "safe"]
