"""Driving times between the stops of a line, from one of several sources, checked and kept in the record."""

from busline.travel.change import MatrixChange, PairChange
from busline.travel.draft import MatrixDraft, draft_matrix
from busline.travel.fill import fill_matrix, store_matrix
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
    "MatrixDraft",
    "NoTravelTimes",
    "PairChange",
    "Point",
    "SourceKind",
    "StopMatrix",
    "TravelSettings",
    "TravelSource",
    "TravelSourceAway",
    "TravelSourceWrong",
    "draft_matrix",
    "fill_matrix",
    "latest_matrix",
    "source_from",
    "store_matrix",
    "travel_settings",
]
