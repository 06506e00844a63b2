"""Setting the stage of a simulated day."""

from datetime import date
from pathlib import Path

import pytest

from busline.errors import InvalidInput
from dispatcher.simulate.settings import Mishap, SimulatedDay
from dispatcher.simulate.world import open_world

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("event", "known"), [("withdraw:anna@12:00", "van-1, van-2"), ("ill:van-1@12:00", "anna, bram")]
)
def test_an_event_names_a_van_or_a_driver_of_the_line(event: str, known: str, tmp_path: Path) -> None:
    day = SimulatedDay(TUESDAY, seed=1, mishaps=(Mishap.parse(event),))
    with pytest.raises(InvalidInput, match=known), open_world(day, tmp_path):
        pass


def test_a_folder_with_a_record_is_left_alone(tmp_path: Path) -> None:
    with open_world(SimulatedDay(TUESDAY, seed=1), tmp_path):
        pass
    again = open_world(SimulatedDay(TUESDAY, seed=1), tmp_path)
    with pytest.raises(InvalidInput, match="has a record already"), again:
        pass


def test_more_vans_than_the_line_has_can_t_be_asked_for(tmp_path: Path) -> None:
    day = SimulatedDay(TUESDAY, seed=1, vans=5)
    with pytest.raises(InvalidInput, match="has 4 vans"), open_world(day, tmp_path):
        pass
