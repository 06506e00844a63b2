"""Where the ground of a map comes from: an address with places for zoom and tile."""

import re

# Subdomains that a server may be asked under in turn, {s}, are one label at the front.
_ADDRESS = re.compile(r"(https?://)(\{s\}\.)?([A-Za-z0-9.-]+(?::\d+)?)/\S*")


def checked_tiles(address: str) -> str:
    """Return `address`, empty or that of a tile server.

    Raises
    ------
    ValueError
        If it is no http address, or lacks ``{z}``, ``{x}`` or ``{y}``.
    """
    has_places = all(part in address for part in ("{z}", "{x}", "{y}"))
    if address and not (has_places and _ADDRESS.fullmatch(address)):
        raise ValueError("the map's tiles need an address like https://tiles.example.org/{z}/{x}/{y}.png")
    return address


def tiles_origin(address: str) -> str:
    """Return the origin of a checked address as a content security policy names it; empty for none."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return ""
    scheme, subdomain, host = found.groups()
    return f"{scheme}{'*.' if subdomain else ''}{host}"
