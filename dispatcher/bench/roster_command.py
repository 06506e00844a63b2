"""``busline bench roster``."""

import json
from typing import Annotated

import typer


def roster(
    drivers: Annotated[int, typer.Option(min=1, max=100, help="Drivers.")] = 12,
    vans: Annotated[int, typer.Option(min=1, max=50, help="Vans.")] = 4,
    weeks: Annotated[int, typer.Option(min=1, max=8, help="Weeks.")] = 4,
    seconds: Annotated[float, typer.Option(min=0.1, max=3600, help="Most wall time.")] = 30.0,
    seed: Annotated[int, typer.Option(min=0, help="Draws the same drivers and vans again.")] = 1,
) -> None:
    """Make a roster of weeks on one core, and say how near it comes to the best and what it breaks.

    The rules are looked after by an inspector who shares no code with them, but for where breaks are.
    ``ill`` is the same roster mended at seven o'clock in the morning, when somebody calls in ill.
    """
    from dispatcher.bench.roster.measuring import measure

    typer.echo(json.dumps(measure(drivers, vans, weeks, seconds=seconds, seed=seed)))
