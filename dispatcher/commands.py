"""The sub-commands that this package adds to the command ``busline``."""

import typer

from dispatcher.bench.app import bench_app
from dispatcher.service.commands import run_dispatcher, warm_kernels
from dispatcher.simulate.commands import simulate


def add_commands(app: typer.Typer) -> None:
    """Add this package's sub-commands to `app`."""
    app.command("dispatcher")(run_dispatcher)
    app.command("simulate")(simulate)
    app.command("warm")(warm_kernels)
    app.add_typer(bench_app, name="bench")
