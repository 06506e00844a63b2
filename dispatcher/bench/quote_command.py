"""``busline bench quote``."""

import json
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from busline.progress import shown_progress
from busline.settings import Settings


def quote(
    vans: Annotated[int, typer.Option(min=1, max=20_000, help="Vans that drive on the day.")] = 4,
    rides: Annotated[int, typer.Option(min=0, max=200_000, help="Rides promised on it already.")] = 60,
    seed: Annotated[int, typer.Option(min=0, help="Draws the same rides and callers again.")] = 1,
    requests: Annotated[int, typer.Option(min=1, max=100_000, help="Further callers to time.")] = 1000,
) -> None:
    """Time answers on a day with so many rides: in the process, and through API and feed."""
    from dispatcher.planning.numba_cache import use_cache

    use_cache(Settings().kernel_folder)  # before any kernel is imported
    from dispatcher.bench.quote.measuring import Measurement, measure

    with tempfile.TemporaryDirectory(prefix="busline-quote-") as folder, shown_progress() as report:
        figures = measure(Measurement(vans, rides, seed, requests), Path(folder), report)
    typer.echo(json.dumps(figures))
