"""The command ``busline export``; each package adds what it can export as a sub-command."""

import typer

export_app = typer.Typer(
    help="Write what the record holds, for others to use or to check.", no_args_is_help=True
)
