"""The sub-commands that this package adds to the command ``busline``."""

import typer

from busline.running.commands import add_running_commands


def add_commands(app: typer.Typer) -> None:
    """Add this package's sub-commands to `app`."""
    add_running_commands(app)
