"""A line as one folder of CSV and TOML files: checked as a whole, taken in as a whole, written out again."""

from busline.line_folder.folder import BadFolder, LineFolder, read_folder
from busline.line_folder.give_out import write_folder
from busline.line_folder.take_in import Taken, take_in

__all__ = ["BadFolder", "LineFolder", "Taken", "read_folder", "take_in", "write_folder"]
