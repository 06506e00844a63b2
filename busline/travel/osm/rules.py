"""Which roads of OpenStreetMap a van may drive on, in which direction, and how fast.

Speeds without a tag, and the share of a limit that traffic really drives, are those of the car profile
that OSRM ships. Left out, because a stop-to-stop matrix hardly feels them: turn restrictions, times of
day (``…:conditional``), ferries, waiting at lights (the ``traffic`` setting of a line is for that).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

CLASS_KMH: Mapping[str, int] = {
    "motorway": 90,
    "motorway_link": 45,
    "trunk": 85,
    "trunk_link": 40,
    "primary": 65,
    "primary_link": 30,
    "secondary": 55,
    "secondary_link": 25,
    "tertiary": 40,
    "tertiary_link": 20,
    "unclassified": 25,
    "residential": 25,
    "living_street": 10,
    "service": 15,
}
LIMIT_SHARE = 0.8  # of a speed limit
TOP_KMH = 100.0

# The most particular tag decides.
ACCESS_TAGS = ("motorcar", "motor_vehicle", "vehicle", "access")
CLOSED = frozenset(
    {
        "no",
        "private",
        "agricultural",
        "forestry",
        "agricultural;forestry",
        "emergency",
        "military",
        "delivery",
        "permit",
        "residents",
        "psv",
        "bus",
    }
)
PASSABLE_BARRIERS = frozenset(
    {
        "border_control",
        "bump_gate",
        "cattle_grid",
        "entrance",
        "gate",
        "height_restrictor",
        "kerb",
        "lift_gate",
        "no",
        "sally_port",
        "toll_booth",
    }
)
FORWARD = frozenset({"yes", "true", "1"})
BACKWARD = frozenset({"-1", "reverse"})

LIMIT_TAGS = ("maxspeed", "zone:maxspeed", "maxspeed:type", "source:maxspeed")
KMH_PER_MPH = 1.609344
# What a country's words for a limit mean, in the Netherlands; "NL:zone30" and "NL:30" carry their number.
ZONE_KMH: Mapping[str, float] = {
    "urban": 50,
    "rural": 80,
    "trunk": 100,
    "motorway": 100,
    "living_street": 15,
    "bicycle_road": 30,
}
LIMIT = re.compile(r"^(\d+(?:\.\d+)?)\s*(km/h|kmh|kph|mph)?$")
ZONE = re.compile(r"^[A-Z]{2}:(?:zone:?)?([a-z_]+|\d+)$")


@dataclass(frozen=True, slots=True)
class RoadSpeeds:
    """Speeds in km/h along and against the direction in which a way was drawn; 0 where it is closed."""

    along_kmh: float
    against_kmh: float


def road_speeds(tags: Mapping[str, str]) -> RoadSpeeds | None:
    """Return how fast a van drives on a way with `tags`, or ``None`` if it may not drive there at all."""
    base_kmh = CLASS_KMH.get(tags.get("highway", ""))
    if base_kmh is None or is_closed(tags) or tags.get("area") == "yes":
        return None
    along, against = _directions(tags)
    if not along and not against:
        return None
    return RoadSpeeds(
        along_kmh=_speed_kmh(tags, "maxspeed:forward", base_kmh) if along else 0.0,
        against_kmh=_speed_kmh(tags, "maxspeed:backward", base_kmh) if against else 0.0,
    )


def is_closed(tags: Mapping[str, str]) -> bool:
    """Tell whether the access tags keep a van out; ``destination`` and ``customers`` do not."""
    for key in ACCESS_TAGS:
        if key in tags:
            return tags[key] in CLOSED
    return False


def blocks(tags: Mapping[str, str]) -> bool:
    """Tell whether a node with `tags` stops a van: a bollard, or a gate that is closed to it."""
    if any(key in tags for key in ACCESS_TAGS):
        return is_closed(tags)
    barrier = tags.get("barrier", "no")
    if barrier == "bollard" and tags.get("bollard") == "rising":
        return False
    return barrier not in PASSABLE_BARRIERS


def limit_kmh(value: str) -> float | None:
    """Return the limit that a tag's `value` states, the lowest of several; ``None`` where it is none."""
    limits = [limit for part in value.split(";") if (limit := _one_limit(part.strip())) is not None]
    return min(limits, default=None)


def _one_limit(value: str) -> float | None:
    if value == "none":
        return TOP_KMH / LIMIT_SHARE
    if value == "walk":
        return 10.0
    if match := LIMIT.match(value):
        number = float(match[1]) * (KMH_PER_MPH if match[2] == "mph" else 1)
        return number or None
    if match := ZONE.match(value):
        return float(match[1]) or None if match[1].isdigit() else ZONE_KMH.get(match[1])
    return None


def _directions(tags: Mapping[str, str]) -> tuple[bool, bool]:
    oneway = tags.get("oneway:motor_vehicle", tags.get("oneway"))
    if oneway is None:
        only_along = tags.get("highway") == "motorway" or tags.get("junction") in {"roundabout", "circular"}
        return True, not only_along
    if oneway == "reversible":  # open one way or the other, by the hour
        return False, False
    return oneway not in BACKWARD, oneway not in FORWARD


def _speed_kmh(tags: Mapping[str, str], own_tag: str, base_kmh: float) -> float:
    for key in (own_tag, *LIMIT_TAGS):
        limit = limit_kmh(tags[key]) if key in tags else None
        if limit is not None:
            return min(limit * LIMIT_SHARE, TOP_KMH)
    return min(base_kmh, TOP_KMH)
