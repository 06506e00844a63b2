"""``busline addresses``: look addresses up, show what was found, store what a person confirms."""

import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer

from busline.addresses.acceptance import Accepted, decisions, store
from busline.addresses.asking import ask_person
from busline.addresses.geocoder import Geocoder
from busline.addresses.lookup import Map, look_up
from busline.addresses.shelf import Shelf
from busline.addresses.sought import Sought, home_stops, residents_sought, stops_sought
from busline.errors import InvalidInput
from busline.feed.line_changed import tell_line_changed
from busline.progress import shown_progress
from busline.record.engine import Record
from busline.record.lines import line_meant
from busline.record.opening import DataOption, open_record, settings_for
from busline.travel.draft import draft_matrix
from busline.travel.fill import store_matrix

WHO = "busline addresses"


class GeocoderKind(StrEnum):
    """Who is asked where an address is."""

    PDOK = "pdok"
    NOMINATIM = "nominatim"


def addresses(
    line: Annotated[
        str | None, typer.Option("--line", help="The line's id; not needed where there is just one.")
    ] = None,
    geocoder: Annotated[
        GeocoderKind, typer.Option("--geocoder", help="Who is asked where an address is.")
    ] = GeocoderKind.PDOK,
    url: Annotated[str | None, typer.Option("--url", help="Another address of that geocoder.")] = None,
    town: Annotated[str, typer.Option("--town", help="Put behind each street, as in --town Amsterdam.")] = "",
    residents: Annotated[
        bool,
        typer.Option("--residents", help="Also look for nearer home stops of residents, by their street."),
    ] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", help="Store a proposal that was shown: ID=INDEX, or ID=LAT,LON for a stop."),
    ] = None,
    ask: Annotated[bool, typer.Option("--ask", help="Ask for each, and store what you choose.")] = False,
    data: DataOption = None,
) -> None:
    """Find the coordinates of stops that have none; nothing is stored that a person did not confirm.

    Only streets are sent to the geocoder, no names.
    """
    if ask and not sys.stdin.isatty():
        raise InvalidInput("There is nobody to ask here. Use --accept.")
    record = open_record(data)
    try:
        with record.read() as session:
            line_id = line_meant(session, line).id
        shelf = Shelf(settings_for(data).data_dir, line_id)
        if accept:
            result = _accept(record, shelf, line_id, decisions(accept, shelf.read().sought))
        else:
            asked = _geocoder(geocoder, url)
            shown = _look_up(record, shelf, line_id, asked, town=town, residents=residents)
            chosen = ask_person(shown) if ask else []
            result = _shown(asked, shown) | _accept(record, shelf, line_id, chosen)
    finally:
        record.close()
    typer.echo(json.dumps({"line": line_id, **result}, ensure_ascii=False))


def _geocoder(kind: GeocoderKind, url: str | None) -> Geocoder:
    if url is not None and not url.startswith(("http://", "https://")):
        raise InvalidInput(f"“{url}” is no address of a server: it begins with https://.")
    if kind is GeocoderKind.PDOK:
        from busline.addresses.pdok import Pdok

        return Pdok() if url is None else Pdok(url)
    from busline.addresses.nominatim import Nominatim

    return Nominatim() if url is None else Nominatim(url)


def _look_up(
    record: Record, shelf: Shelf, line_id: str, geocoder: Geocoder, *, town: str, residents: bool
) -> tuple[Sought, ...]:
    with record.read() as session:
        wanted = stops_sought(session, line_id, town)
        wanted += residents_sought(session, line_id, town) if residents else []
        known = Map(home_stops(session, line_id))
    with shown_progress() as report:
        return look_up(wanted, geocoder, known, shelf, report)


def _shown(geocoder: Geocoder, sought: Sequence[Sought]) -> dict[str, Any]:
    """Return the proposals with their indices; residents whose home stop is the nearest are left out."""
    return {
        "geocoder": geocoder.name,
        "attribution": geocoder.attribution,
        "sought": [
            thing.model_dump(mode="json", exclude={"proposals"})
            | {
                "proposals": [
                    {"index": i, **p.model_dump(mode="json")} for i, p in enumerate(thing.proposals)
                ]
            }
            for thing in sought
            if thing.proposals or not thing.known
        ],
    }


def _accept(record: Record, shelf: Shelf, line_id: str, accepted: Sequence[Accepted]) -> dict[str, Any]:
    """Store what was accepted, then the driving times of stops that are new on the map."""
    if not accepted:
        return {"accepted": []}
    source = shelf.read().geocoder
    with record.change(WHO, f"proposals of {source} confirmed by a person") as session:
        store(session, line_id, accepted)
        tell_line_changed(session, line_id, who=WHO, what="addresses", now=record.clock.now())
    shelf.keep_only_others({(one.sought.noun, one.sought.id) for one in accepted})
    result: dict[str, Any] = {"accepted": [one.summary() for one in accepted]}
    if any(one.sought.noun == "stop" for one in accepted):
        result["travel"] = _fill_in_times(record, line_id)
    return result


def _fill_in_times(record: Record, line_id: str) -> dict[str, Any]:
    now = record.clock.now()
    with record.read() as session, shown_progress() as report:
        draft = draft_matrix(session, line_id, None, now, report)
    with record.change(WHO, "driving times of stops that are new on the map") as session:
        change = store_matrix(session, draft)
        if change.stored:
            tell_line_changed(session, line_id, who=WHO, what="driving times", now=now)
    return {"stored": change.stored, "revision": change.revision, "source": change.source}
