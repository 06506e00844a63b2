"""The commands ``busline run``, ``busline migrate`` and ``busline doctor``.

What they need is imported when they run, so that every other command starts without it.
"""

import json
import sys
from typing import Annotated, Any

import typer
from rich.console import Console

from busline.record.opening import DataOption, settings_for

PortOption = Annotated[
    int | None, typer.Option("--port", min=1, max=65535, help="Where the pages are; 8017 unless set.")
]
ExampleOption = Annotated[
    bool, typer.Option("--example/--no-example", help="Load the example line into a record without a line.")
]


def run(data: DataOption = None, port: PortOption = None, example: ExampleOption = True) -> None:
    """Run a line on this machine: record, feed, dispatcher and API, until Ctrl-C."""
    from busline.running.run import run_until_stopped

    settings = settings_for(data)
    if port is not None:
        settings = settings.model_copy(update={"port": port})
    run_until_stopped(settings, with_example=example)


def migrate(data: DataOption = None) -> None:
    """Bring the record to the tables of this version; what is up to date stays as it is."""
    from busline.clock import SystemClock
    from busline.record.engine import Record
    from busline.record.migrate import migrate as apply_migrations
    from busline.record.migrate import revision_of

    record = Record(settings_for(data).record_address, SystemClock())
    try:
        before, _ = revision_of(record)
        apply_migrations(record)
        after, _ = revision_of(record)
    finally:
        record.close()
    say = Console(stderr=True, highlight=False)
    say.print("The record was up to date." if before == after else f"The record is now at {after}.")
    _say_json({"before": before, "after": after})


def doctor(data: DataOption = None) -> None:
    """Check record, feed, dispatcher, gateways, clock, disk and data, say what to do; status 1 if ill."""
    from busline.running.doctor import examine, show_findings

    findings = examine(settings_for(data))
    show_findings(Console(stderr=True), findings)
    _say_json({"ok": all(f.ok for f in findings), "findings": [f.as_json() for f in findings]})
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def _say_json(result: dict[str, Any]) -> None:
    json.dump(result, sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")
