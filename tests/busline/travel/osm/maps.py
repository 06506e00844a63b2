"""Small maps drawn by hand, as OpenStreetMap XML."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

Tags = Mapping[str, str]

# One thousandth of a degree of latitude on a sphere of 6,371,009 m: 111.19 m.
STEP = 0.001


def draw(
    folder: Path, places: Mapping[int, tuple[float, float]], *ways: tuple[Sequence[int], Tags], **nodes: Tags
) -> Path:
    """Write a map with nodes at `places` (steps north and east of 47.0, 9.0) and `ways` over them.

    Tags of a node are given by name: ``n3={"barrier": "bollard"}``.
    """
    lines = ["<?xml version='1.0' encoding='UTF-8'?>", "<osm version='0.6'>"]
    for number, (north, east) in places.items():
        lat, lon = 47.0 + north * STEP, 9.0 + east * STEP
        tags = _tags(nodes.get(f"n{number}", {}))
        lines.append(f"<node id='{number}' version='1' lat='{lat:.7f}' lon='{lon:.7f}'>{tags}</node>")
    for number, (refs, way_tags) in enumerate(ways, 1):
        members = "".join(f"<nd ref='{ref}'/>" for ref in refs)
        lines.append(f"<way id='{number}' version='1'>{members}{_tags(way_tags)}</way>")
    lines.append("</osm>")
    file = folder / "map.osm"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def _tags(tags: Tags) -> str:
    return "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items())
