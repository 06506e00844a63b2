"""``busline bench day``."""

import json
from typing import Annotated

import typer

from busline.progress import shown_progress
from busline.settings import Settings
from dispatcher.improver.cores import usable_cores


def day(
    requests: Annotated[int, typer.Option(min=1, max=500, help="Requests confirmed on the day.")] = 60,
    vans: Annotated[int, typer.Option(min=1, max=100, help="Vans of the example line that drive.")] = 4,
    seconds: Annotated[float, typer.Option(min=0.1, max=86_400, help="Most wall time for improving.")] = 60.0,
    seed: Annotated[int, typer.Option(min=0, help="Draws the same requests again.")] = 1,
    cores: Annotated[int | None, typer.Option(min=1, max=64, help="All there are, if not given.")] = None,
) -> None:
    """Improve a day of the example line, and say how near it comes to the best possible plan, and how soon.

    The improver of production is asked anew for a 24th, a 12th, a sixth, a third and all of the time.
    """
    from dispatcher.planning.numba_cache import use_cache

    use_cache(Settings().kernel_folder)  # before any kernel is imported
    from dispatcher.bench.day.measuring import measure

    with shown_progress() as report:
        figures = measure(
            requests,
            vans,
            seconds=seconds,
            seed=seed,
            cores=cores or usable_cores(),
            report=report,
        )
    typer.echo(json.dumps(figures))
