"""The command ``busline``: finds the sub-commands of all packages by their entry points."""

import sys
from importlib.metadata import entry_points

import typer
from rich.console import Console

from busline.errors import BuslineError
from busline.garbage import collect_rarely
from busline.logs import set_up_logs

app = typer.Typer(
    name="busline",
    help="Booking and dispatch of a neighbourhood bus.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)


def main() -> None:
    """Run the command line; an error of ours ends with status 2 and its words on standard error."""
    collect_rarely()
    set_up_logs()
    for point in sorted(entry_points(group="busline.commands"), key=lambda p: p.name):
        point.load()(app)
    try:
        app()
    except BuslineError as error:
        say = Console(stderr=True, highlight=False)
        # No markup: it may quote what another server said.
        say.print(error.detail, style="red", markup=False, soft_wrap=True)
        for fault in error.faults:
            say.print(f"  {fault.where}: {fault.message}", markup=False, soft_wrap=True)
        sys.exit(2)
