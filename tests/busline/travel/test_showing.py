"""What a person reads about new driving times."""

from dataclasses import replace

import numpy as np

from busline.travel import MatrixChange, MatrixDraft, StopMatrix
from busline.travel.closure import Shortening
from busline.travel.showing import sentences, show_change
from tests.fixtures.clock import TUESDAY_EIGHT

CHANGE = MatrixChange(
    line_id="tiny",
    stored=True,
    revision=2,
    source="osrm: here",
    source_before="great-circle: detour 1.3, 22 km/h",
    stops=3,
    pairs_changed=0,
    biggest=(),
    added=("new",),
    removed=("old",),
    unplaced=("lost",),
    shortening=Shortening(0, 0),
)
DRAFT = MatrixDraft("tiny", StopMatrix((), np.zeros((0, 0), np.int64), "osrm: here", TUESDAY_EIGHT), CHANGE)


def test_everything_that_changed_is_said() -> None:
    assert sentences(DRAFT, CHANGE) == [
        "3 stops, times from osrm: here.",
        "Before: great-circle: detour 1.3, 22 km/h.",
        "New: new.",
        "No longer there: old.",
        "Without coordinates: lost. Find them with “busline addresses”.",
    ]


def test_a_dry_run_says_that_nothing_was_stored() -> None:
    assert sentences(DRAFT, replace(CHANGE, stored=False))[-1] == "Nothing was stored."


def test_many_ways_over_third_stops_are_worth_a_look() -> None:
    # Three stops have six pairs: one shortened pair is more than a tenth.
    said = sentences(DRAFT, replace(CHANGE, shortening=Shortening(1, 40)))
    assert "by up to 40 s. That is many: look at the source." in said[-1]
    many_stops = replace(CHANGE, stops=10, shortening=Shortening(9, 40))
    assert sentences(DRAFT, many_stops)[-1].endswith("by up to 40 s.")


def test_it_goes_to_standard_error(capsys: object) -> None:
    show_change(DRAFT, CHANGE)
    out, err = capsys.readouterr()  # type: ignore[attr-defined]
    assert out == ""
    assert "osrm: here" in err
