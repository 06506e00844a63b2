"""Making the source that a line's settings, or a person at the command line, ask for."""

from pathlib import Path

from busline.travel.great_circle import GreatCircle
from busline.travel.osrm import Osrm
from busline.travel.settings import TravelSettings
from busline.travel.source import SourceKind, TravelSource
from busline.travel.traffic import InTraffic
from busline.travel.valhalla import Valhalla


def source_from(settings: TravelSettings) -> TravelSource:
    """Return the source of driving times that `settings` describe."""
    if settings.kind is SourceKind.GREAT_CIRCLE:
        return GreatCircle(detour=settings.detour, speed_kmh=settings.speed_kmh)
    source = _measured(settings)
    return source if settings.traffic == 1 else InTraffic(source, settings.traffic)


def _measured(settings: TravelSettings) -> TravelSource:
    if settings.kind is SourceKind.OSM:
        # scipy and osmium take long to load; a line without a map needs neither.
        from busline.travel.osm import OsmExtract

        return OsmExtract(Path(settings.file or ""))
    server = Osrm if settings.kind is SourceKind.OSRM else Valhalla
    return server(settings.url or "")
