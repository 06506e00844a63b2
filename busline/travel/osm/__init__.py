"""Driving times out of OpenStreetMap: rules of the road, reading an extract, fastest ways."""

from busline.travel.osm.source import OsmExtract

__all__ = ["OsmExtract"]
