"""The sub-commands that this package adds to the command ``busline``."""

import typer

from busline.export_app import export_app
from busline.later import later


def add_commands(app: typer.Typer) -> None:
    """Add this package's sub-commands to `app`."""
    for name in ("run", "migrate", "doctor"):
        later(app, name, f"busline.running.commands:{name}")
    later(app, "import", "busline.line_folder.commands:import_line")
    app.add_typer(export_app, name="export")
    later(export_app, "line", "busline.line_folder.commands:export_line")
    for name in ("day", "history", "hours", "ridership"):
        later(export_app, name, f"busline.reports.commands:{name}")
    later(app, "travel", "busline.travel.commands:travel")
    later(app, "addresses", "busline.addresses.commands:addresses")
    later(app, "figures", "busline.figures.commands:figures_app")
