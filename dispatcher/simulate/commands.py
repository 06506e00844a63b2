"""``busline simulate``."""

import json
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from busline.settings import Settings
from dispatcher.simulate.settings import Behaviour, Mishap, SimulatedDay


def simulate(
    date: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The service day.")],
    seed: Annotated[int, typer.Option(help="The same seed draws the same day.")],
    requests: Annotated[int, typer.Option(min=0, max=2000)] = 60,
    vans: Annotated[int | None, typer.Option(min=1, help="Only the first so many vans.")] = None,
    calm: Annotated[bool, typer.Option("--calm", help="Everything goes exactly as planned.")] = False,
    event: Annotated[
        list[str] | None, typer.Option(help="withdraw:VAN@HH:MM or ill:DRIVER@HH:MM; may be repeated.")
    ] = None,
    data: Annotated[Path | None, typer.Option(help="Keep the day's record in this empty folder.")] = None,
) -> None:
    """Play a whole day on a virtual clock through the real desk, dispatcher, record and feed."""
    from dispatcher.planning.numba_cache import use_cache

    use_cache(Settings().kernel_folder)
    day = SimulatedDay(
        date=date.date(),
        seed=seed,
        requests=requests,
        vans=vans,
        behaviour=Behaviour.calm() if calm else Behaviour(),
        mishaps=tuple(Mishap.parse(text) for text in event or ()),
    )
    with tempfile.TemporaryDirectory(prefix="busline-") as temporary:
        figures = _play(day, data or Path(temporary))
    typer.echo(json.dumps(figures))


def _play(day: SimulatedDay, data: Path) -> dict[str, object]:
    from dispatcher.simulate.run import Simulation
    from dispatcher.simulate.score import score_day
    from dispatcher.simulate.world import open_world

    with open_world(day, data) as world, Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(f"{day.date}", total=1.0)
        Simulation(world, day).run(lambda done: progress.update(task, completed=done))
        with world.record.read() as session:
            return score_day(session, world.line_id, day.date, world.record.clock.now()).as_json()
