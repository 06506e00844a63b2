"""``busline bench darp``."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from busline.settings import Settings


class Peer(StrEnum):
    """Planners to compare with."""

    ORTOOLS = "ortools"


def darp(
    file: Annotated[Path, typer.Argument(help="An instance file in Cordeau's format.")],
    seconds: Annotated[float, typer.Option(min=0.01, max=86_400, help="Wall time for planning.")] = 10.0,
    seed: Annotated[int, typer.Option(min=0, help="Draws the same numbers again.")] = 1,
    peer: Annotated[
        Peer | None, typer.Option(help="Plan with another planner: the stock OR-Tools routing model.")
    ] = None,
) -> None:
    """Plan a published dial-a-ride instance with the planning engine of production, on one core."""
    from dispatcher.planning.numba_cache import use_cache

    use_cache(Settings().kernel_folder)  # before any kernel is imported
    from dispatcher.bench.darp import plan_instance, production, stock_ortools
    from dispatcher.bench.darp_file import read_instance
    from dispatcher.improver.warming import warm

    instance = read_instance(file)
    with Console(stderr=True).status(f"Planning {instance.name} for {seconds:g} s"):
        warm()  # so that loading compiled code counts for neither; on a fresh machine it is compiled
        engine = production if peer is None else stock_ortools
        result = plan_instance(instance, engine, seconds=seconds, seed=seed)
    typer.echo(json.dumps(result.as_json() | {"planner": peer or "busline", "seed": seed}))
