"""The example line that a first start takes in: the folder ``osdorp`` of this package."""

from pathlib import Path


def example_folder() -> Path:
    """Return the folder of the example line, as `busline import` takes it."""
    return Path(__file__).parent / "osdorp"
