"""The sub-commands that this package adds to the command ``busline``."""

import typer


def add_commands(app: typer.Typer) -> None:
    """Add this package's sub-commands to `app`."""
