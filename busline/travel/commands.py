"""``busline travel``: compute a line's driving times, show what changed, and keep them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from busline.errors import InvalidInput
from busline.feed.line_changed import tell_line_changed
from busline.progress import shown_progress
from busline.record.engine import Record
from busline.record.lines import line_meant
from busline.record.opening import DataOption, open_record
from busline.travel.change import MatrixChange
from busline.travel.draft import MatrixDraft, draft_matrix
from busline.travel.fill import store_matrix
from busline.travel.settings import TravelSettings, travel_settings
from busline.travel.showing import show_change
from busline.travel.source import SourceKind
from busline.travel.sources import source_from

WHO = "busline travel"


def travel(
    line: Annotated[
        str | None, typer.Option("--line", help="The line's id; not needed where there is just one.")
    ] = None,
    source: Annotated[
        SourceKind | None,
        typer.Option("--source", help="Where the times come from; without it, what the line's settings say."),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="An OpenStreetMap extract (.osm.pbf), for --source osm.")
    ] = None,
    url: Annotated[
        str | None, typer.Option("--url", help="The server's address, for --source osrm or valhalla.")
    ] = None,
    detour: Annotated[
        float | None, typer.Option("--detour", help="Road metres per straight metre, for great-circle.")
    ] = None,
    speed_kmh: Annotated[
        float | None, typer.Option("--speed-kmh", help="Average driving speed, for great-circle.")
    ] = None,
    traffic: Annotated[
        float | None,
        typer.Option("--traffic", help="Lengthen the times of a map or a server by this factor."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    data: DataOption = None,
) -> None:
    """Compute the driving times between a line's stops, show what changed, and keep them.

    Without options, what is known stays, and the line's settings fill in what is missing.
    """
    given = {
        "kind": source.value if source else None,
        "file": str(file) if file else None,
        "url": url,
        "detour": detour,
        "speed_kmh": speed_kmh,
        "traffic": traffic,
    }
    record = open_record(data)
    try:
        draft = _draft(record, line, {key: value for key, value in given.items() if value is not None})
        change = _unstored(draft.change) if dry_run else _keep(record, draft)
    finally:
        record.close()
    show_change(draft, change)
    typer.echo(json.dumps({**change.summary(), "dry_run": dry_run}, ensure_ascii=False))


def _draft(record: Record, line_id: str | None, given: dict[str, str | float]) -> MatrixDraft:
    with record.read() as session, shown_progress() as report:
        line = line_meant(session, line_id)
        source = source_from(_settings(line.travel, given)) if given else None
        return draft_matrix(session, line.id, source, record.clock.now(), report)


def _settings(of_line: dict[str, Any], given: dict[str, str | float]) -> TravelSettings:
    """Return the line's settings with what was given at the command line put over them."""
    meant = {"kind": SourceKind.OSM.value} if "file" in given else {}
    settings = travel_settings(of_line | meant | given)
    if "url" in given and settings.kind not in (SourceKind.OSRM, SourceKind.VALHALLA):
        raise InvalidInput(
            "A URL alone does not say what kind of server it is: add --source osrm or valhalla."
        )
    return settings


def _unstored(change: MatrixChange) -> MatrixChange:
    return replace(change, stored=False, revision=change.revision - int(change.stored))


def _keep(record: Record, draft: MatrixDraft) -> MatrixChange:
    """Store the times in a transaction of their own, and tell the dispatcher to plan with them."""
    with record.change(WHO, f"driving times from {draft.matrix.source}") as session:
        change = store_matrix(session, draft)
        if change.stored:
            now = record.clock.now()
            tell_line_changed(session, draft.line_id, who=WHO, what="driving times", now=now)
    return change
