"""The table of published instances with the peer beside us."""

from pathlib import Path

import pytest

from busline.errors import InvalidInput
from dispatcher.bench.darp import DarpResult
from dispatcher.bench.darp_file import read_instance
from dispatcher.bench.darp_table import HEAD, TableRow, summary, table_of
from tests.dispatcher.bench.instances import TINY, write


def nothing(*_: object) -> None:
    """Report nothing."""


def row(folder: Path, cost: float | None, bound: float | None, peer: float | None) -> TableRow:
    instance = read_instance(write(folder, TINY))
    return TableRow(
        instance,
        DarpResult("tiny", cost, 1.0, [], [], bound),
        DarpResult("tiny", peer, 1.0, [], [], None),
    )


def test_each_instance_is_planned_by_both(tmp_path: Path) -> None:
    write(tmp_path, TINY)
    lines = list(table_of(tmp_path, seconds=1, seed=1, report=nothing))
    assert lines[:2] == list(HEAD)
    cells = [cell.strip() for cell in lines[2].split("|")[1:-1]]
    # Out to x = 5 and back is 10, whoever plans.
    assert [cells[k] for k in (0, 1, 2, 3, 5, 6, 7)] == ["tiny", "2", "1", "10.00", "10.00", "10.00", "0.0 %"]
    assert lines[-3:] == [
        "Served whole: 1 of 1 by busline, 1 by OR-Tools routing.",
        "busline above the proven least, where one is known (1): mean 0.00 %, worst 0.00 %.",
        "OR-Tools routing above busline: mean 0.00 %, worst 0.00 %.",
    ]


def test_means_leave_out_what_is_not_known(tmp_path: Path) -> None:
    rows = [
        row(tmp_path, 101.0, 100.0, 111.1),
        row(tmp_path, 100.0, None, None),
        row(tmp_path, None, None, 100.0),
        row(tmp_path, 103.0, 100.0, 103.0),
    ]
    assert list(summary(rows)) == [
        "Served whole: 3 of 4 by busline, 3 by OR-Tools routing.",
        "busline above the proven least, where one is known (2): mean 2.00 %, worst 3.00 %.",
        "OR-Tools routing above busline: mean 5.00 %, worst 10.00 %.",
    ]
    assert "not all served" in str(rows[2])


def test_of_a_plan_without_a_way_there_are_no_shares(tmp_path: Path) -> None:
    nowhere = row(tmp_path, 0.0, 0.0, 0.0)
    assert (nowhere.longer, nowhere.gap) == (None, None)


def test_a_folder_without_instances_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"no instance file \(\.txt\)"):
        list(table_of(tmp_path, seconds=1, seed=1, report=nothing))
