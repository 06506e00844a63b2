"""``busline bench storm``."""

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from busline.errors import InvalidInput
from busline.progress import Report, shown_progress

PATIENCE_S = 30.0


def storm(
    clients: Annotated[int, typer.Option(min=1, max=200, help="Coordinators at work at once.")] = 24,
    seconds: Annotated[float, typer.Option(min=0.5, max=3600, help="For how long they work.")] = 15.0,
    seed: Annotated[int, typer.Option(min=0, help="Draws the same wishes again.")] = 1,
    vans: Annotated[
        int, typer.Option(min=1, max=4, help="Vans that drive; few, so that seats are scarce.")
    ] = 2,
    url: Annotated[
        str | None,
        typer.Option(help="Storm a system that runs already. It keeps the bookings: never a real one."),
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(envvar="BUSLINE_TOKEN", help="A coordinator's bearer token for --url."),
    ] = None,
    line: Annotated[str | None, typer.Option(help="With --url, which line; the first if left out.")] = None,
) -> None:
    """Let many coordinators book, cancel and change at once, then check that all is as they were told."""
    with shown_progress() as report:
        if url is not None:
            if not token:
                raise InvalidInput("Give a coordinator's bearer token with --token or in BUSLINE_TOKEN.")
            figures = _storm_running(url.rstrip("/"), token, line, clients, seconds, seed, report)
        else:
            figures = _storm_own(clients, seconds, seed, vans, report)
    typer.echo(json.dumps(figures))


def _storm_own(clients: int, seconds: float, seed: int, vans: int, report: Report) -> dict[str, Any]:
    """Storm a system of our own, and check its record."""
    from busline.clock import SystemClock
    from busline.record.engine import Record
    from dispatcher.bench.stage import coordinators, running, set_up_example, stage_settings
    from dispatcher.bench.storm.afterwards import from_record
    from dispatcher.bench.storm.storm import Storm
    from dispatcher.bench.storm.town import read_town

    def tell(what: str) -> None:
        report(what, 0, 0)

    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="busline-storm-")))
        settings = stage_settings(folder)
        set_up_example(settings, tell, vans=vans)
        address = closing.enter_context(running(settings, tell)).address
        desks = closing.enter_context(coordinators(settings, address, clients))
        record = Record(settings.record_address, SystemClock())
        closing.callback(record.close)
        storm = Storm(read_town(desks[0], record.clock.now()), desks, seed, patience_s=PATIENCE_S)
        storm.run(seconds, _passed(report, seconds))
        tell("Checking the record")

        def look() -> Any:
            with record.read() as session:
                return from_record(session, storm.town.line_id, storm.town.day)

        return storm.figures(storm.judge(look))


def _storm_running(
    url: str, token: str, line: str | None, clients: int, seconds: float, seed: int, report: Report
) -> dict[str, Any]:
    """Storm a system that somebody else started, and check what its API says."""
    from busline.clock import SystemClock
    from dispatcher.bench.storm.afterwards import from_api
    from dispatcher.bench.storm.storm import Storm
    from dispatcher.bench.storm.town import read_town

    with _by_token(url, token, clients) as desks:
        town = read_town(desks[0], SystemClock().now(), line)
        storm = Storm(town, desks, seed, patience_s=PATIENCE_S)
        storm.run(seconds, _passed(report, seconds))
        report("Checking the day", 0, 0)
        return storm.figures(storm.judge(lambda: from_api(desks[0], town.line_id, town.day)))


@contextmanager
def _by_token(url: str, token: str, count: int) -> Iterator[list[Any]]:
    import httpx

    from busline.running.api_client import TIMEOUT_S

    headers = {"Authorization": f"Bearer {token}"}
    with ExitStack() as closing:
        yield [
            closing.enter_context(httpx.Client(base_url=url, headers=headers, timeout=TIMEOUT_S))
            for _ in range(count)
        ]


def _passed(report: Report, seconds: float) -> Callable[[float], None]:
    return lambda passed: report("Storming", round(passed), round(seconds))
