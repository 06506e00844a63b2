"""Making the source that a line's settings, or a person at the command line, ask for."""

from pathlib import Path

from busline.travel.great_circle import GreatCircle
from busline.travel.settings import TravelSettings
from busline.travel.source import SourceKind, TravelSource
from busline.travel.traffic import InTraffic


def source_from(settings: TravelSettings) -> TravelSource:
    """Return the source of driving times that `settings` describe."""
    if settings.kind is SourceKind.GREAT_CIRCLE:
        return GreatCircle(detour=settings.detour, speed_kmh=settings.speed_kmh)
    source = _measured(settings)
    return source if settings.traffic == 1 else InTraffic(source, settings.traffic)


def _measured(settings: TravelSettings) -> TravelSource:
    # Imported where they are needed: scipy, osmium and httpx take long to load, and a line on the embedded
    # default needs none of them.
    if settings.kind is SourceKind.OSM:
        from busline.travel.osm import OsmExtract

        return OsmExtract(Path(settings.file or ""))
    if settings.kind is SourceKind.OSRM:
        from busline.travel.osrm import Osrm

        return Osrm(settings.url or "")
    from busline.travel.valhalla import Valhalla

    return Valhalla(settings.url or "")
