"""A part that died is started again, ever more slowly."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from busline.running.processes import Part, PartDied
from busline.running.watching import FIRST_DELAY_S, GOOD_RUN_S, LONGEST_DELAY_S, Watched


@pytest.fixture
def dying(tmp_path: Path) -> Iterator[Part]:
    """A part that ends at once, with status 2: there is no such command."""
    part = Part("dying", ["no-such-command"], {"PYTHONDONTWRITEBYTECODE": "1"}, tmp_path / "dying.log")
    _start_and_die(part)
    yield part
    part.stop()


def _start_and_die(part: Part) -> None:
    part.start()
    assert part._process is not None
    part._process.wait()


def test_its_end_is_in_its_log(dying: Part) -> None:
    assert dying.exit_status == 2
    assert "no-such-command" in dying.last_words()


@pytest.mark.processes
def test_it_is_started_again_after_a_delay_that_doubles(dying: Part) -> None:
    watched = Watched(dying, 0.0)
    pids = {dying.pid}
    now = 1.0
    for delay in (FIRST_DELAY_S, FIRST_DELAY_S * 2, FIRST_DELAY_S * 4):
        watched.look(now)  # sees the death
        watched.look(now + delay - 0.01)
        assert dying.pid in pids, "started too early"
        now += delay
        watched.look(now)
        assert dying.pid not in pids, "not started again"
        pids.add(dying.pid)
        assert dying._process is not None
        dying._process.wait()
    assert watched.deaths == 3


@pytest.mark.processes
def test_before_the_line_was_ready_three_deaths_are_enough(dying: Part) -> None:
    watched = Watched(dying, 0.0)
    for now in (1.0, 2.0, 10.0, 20.0, 30.0):
        watched.look(now)
        assert dying._process is not None
        dying._process.wait()
    with pytest.raises(PartDied, match="no-such-command"):
        watched.require_life()


@pytest.mark.processes
def test_a_part_that_ran_well_starts_soon_again(dying: Part) -> None:
    watched = Watched(dying, 0.0)
    watched._delay_s = LONGEST_DELAY_S
    watched.look(GOOD_RUN_S)
    before = dying.pid
    watched.look(GOOD_RUN_S + FIRST_DELAY_S)
    assert dying.pid != before
