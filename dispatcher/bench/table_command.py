"""``busline bench table``."""

from pathlib import Path
from typing import Annotated

import typer

from busline.progress import shown_progress
from busline.settings import Settings


def table(
    folder: Annotated[Path, typer.Argument(help="A folder of instance files in Cordeau's format.")],
    seconds: Annotated[float, typer.Option(min=0.01, max=86_400, help="Wall time for each plan.")] = 10.0,
    seed: Annotated[int, typer.Option(min=0, help="Draws the same numbers again.")] = 1,
) -> None:
    """Plan every instance of a folder, once more with the stock OR-Tools routing model: a Markdown table."""
    from dispatcher.planning.numba_cache import use_cache

    use_cache(Settings().kernel_folder)  # before any kernel is imported
    from dispatcher.bench.darp_table import table_of

    with shown_progress() as report:
        for line in table_of(folder, seconds=seconds, seed=seed, report=report):
            typer.echo(line)
