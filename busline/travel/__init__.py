"""Driving times between the stops of a line, from one of several sources, checked and kept in the record."""

from busline.travel.change import MatrixChange, PairChange
from busline.travel.fill import fill_matrix
from busline.travel.great_circle import GreatCircle
from busline.travel.matrix import NoTravelTimes, StopMatrix, latest_matrix
from busline.travel.points import Point
from busline.travel.settings import TravelSettings, travel_settings
from busline.travel.source import (
    DrivingTimes,
    SourceKind,
    TravelSource,
    TravelSourceAway,
    TravelSourceWrong,
)
from busline.travel.sources import source_from

__all__ = [
    "DrivingTimes",
    "GreatCircle",
    "MatrixChange",
    "NoTravelTimes",
    "PairChange",
    "Point",
    "SourceKind",
    "StopMatrix",
    "TravelSettings",
    "TravelSource",
    "TravelSourceAway",
    "TravelSourceWrong",
    "fill_matrix",
    "latest_matrix",
    "source_from",
    "travel_settings",
]
