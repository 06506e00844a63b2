"""The sub-commands that this package adds to the command ``busline``."""

import typer

from busline.addresses.commands import addresses
from busline.export_app import export_app
from busline.line_folder.commands import export_line, import_line
from busline.running.commands import add_running_commands
from busline.travel.commands import travel


def add_commands(app: typer.Typer) -> None:
    """Add this package's sub-commands to `app`."""
    add_running_commands(app)
    app.command("import")(import_line)
    app.add_typer(export_app, name="export")
    export_app.command("line")(export_line)
    app.command("travel")(travel)
    app.command("addresses")(addresses)
