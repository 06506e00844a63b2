"""Making the source that a line's settings, or a person at the command line, ask for."""

from busline.travel.great_circle import GreatCircle
from busline.travel.settings import TravelSettings
from busline.travel.source import TravelSource


def source_from(settings: TravelSettings) -> TravelSource:
    """Return the source of driving times that `settings` describe."""
    return GreatCircle(detour=settings.detour, speed_kmh=settings.speed_kmh)
