"""Stops that lie where the line can't be: most often latitude and longitude were swapped."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from geopy.distance import great_circle

from busline.errors import Fault
from busline.line_folder.faults import place
from busline.line_folder.rows import StopRow

# A neighbourhood bus does not cross the country; further than this from the others is a typing error.
FAR_KM = 30


class Box(NamedTuple):
    """A rectangle on the map, in degrees."""

    name: str
    south: float
    north: float
    west: float
    east: float

    def holds(self, lat: float, lon: float) -> bool:
        """Tell whether a place lies in it."""
        return self.south <= lat <= self.north and self.west <= lon <= self.east


# Where the lines of a time zone can be, for the zones that name a country small enough to tell.
AREAS = {"Europe/Amsterdam": Box("the Netherlands", 50.7, 53.7, 3.2, 7.3)}


def area_faults(stops: Sequence[tuple[int, StopRow]], timezone: str | None) -> Iterator[Fault]:
    """Yield a fault for each stop outside the country of the line, or far from the line's other stops."""
    box = AREAS.get(timezone or "")
    placed = [
        (n, stop, stop.lat, stop.lon) for n, stop in stops if stop.lat is not None and stop.lon is not None
    ]
    inside = [(lat, lon) for _, _, lat, lon in placed if box is None or box.holds(lat, lon)]
    middle = (median(lat for lat, _ in inside), median(lon for _, lon in inside)) if inside else None
    for number, stop, lat, lon in placed:
        if box is not None and not box.holds(lat, lon):
            swapped = box.holds(lon, lat)
            said = f"{lat}, {lon} lies outside {box.name}"
        elif middle is not None and _km(middle, (lat, lon)) > FAR_KM:
            swapped = abs(lon) <= 90 and _km(middle, (lon, lat)) <= FAR_KM
            said = f"{lat}, {lon} lies {_km(middle, (lat, lon)):.0f} km from the line's other stops"
        else:
            continue
        hint = "latitude and longitude look swapped" if swapped else f"a place within {FAR_KM} km is expected"
        yield Fault(
            place(stop.file, number, "lat"),
            f"{said}; {hint}",
            "coordinates-swapped" if swapped else "outside-area",
            {"lat": lat, "lon": lon},
        )


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    return float(great_circle(one, other).km)
