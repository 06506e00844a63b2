"""Published instances are planned so that an inspector with the file alone finds nothing wrong."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dispatcher.bench.app import bench_app
from dispatcher.bench.darp import DarpResult, Engine, plan_instance, production, stock_ortools
from dispatcher.bench.darp_file import read_instance
from dispatcher.bench.darp_problem import problem_of
from tests.dispatcher.bench.instances import TINY, random_instance, write
from tests.dispatcher.bench.verifier import cost_of, faults_of


def plan(file: Path, engine: Engine, seconds: float = 0.5) -> DarpResult:
    return plan_instance(read_instance(file), engine, seconds=seconds, seed=1)


@pytest.mark.parametrize("engine", [production, stock_ortools])
def test_the_best_of_a_tiny_instance_is_found(tmp_path: Path, engine: Engine) -> None:
    # Everything lies on the x axis up to 5: there and back is 10, and less is not possible.
    result = plan(write(tmp_path, TINY), engine)
    assert result.cost == 10
    assert faults_of(tmp_path / "tiny.txt", result.routes) == []


@pytest.mark.parametrize("engine", [production, stock_ortools])
@pytest.mark.parametrize("seed", range(3))
def test_an_inspector_finds_nothing_wrong(tmp_path: Path, engine: Engine, seed: int) -> None:
    file = random_instance(tmp_path, seed, requests=10, vehicles=3)
    result = plan(file, engine, seconds=1)
    assert result.unserved == []
    assert faults_of(file, result.routes) == []
    assert result.cost == pytest.approx(cost_of(file, result.routes), abs=1e-9)


def test_the_inspector_sees_what_is_wrong(tmp_path: Path) -> None:
    file = write(tmp_path, TINY)
    assert faults_of(file, [[1, 2, 3]]) != []
    assert faults_of(file, [[3, 1, 2, 4]]) != []
    assert faults_of(file, [[1, 3], [2, 4]]) == ["2 routes for 1 vehicles"]
    tight = write(tmp_path, TINY.replace("1 4 100 3 30", "1 4 100 1 30"), "tight.txt")
    assert faults_of(tight, [[1, 2, 3, 4]]) == ["route 0: 2 on board at 2"]
    # From the end of service at 1 to the begin of service at 3 are 1 + 1 + 2 = 4.
    for limit, wrong in (("4", 0), ("3.9", 1)):
        short = write(tmp_path, TINY.replace("1 4 100 3 30", f"1 4 100 3 {limit}"), "short.txt")
        assert len(faults_of(short, [[1, 2, 3, 4]])) == wrong
    # 10 of driving and 4 of service.
    for longest, wrong in (("14", 0), ("13.9", 1)):
        brief = write(tmp_path, TINY.replace("1 4 100 3 30", f"1 4 {longest} 3 30"), "brief.txt")
        assert len(faults_of(brief, [[1, 2, 3, 4]])) == wrong


def test_who_can_not_be_served_is_named_and_there_is_no_cost(tmp_path: Path) -> None:
    # Request 2 must be on board at 2 from 0 on and get off at 5 before 3: 2 + 1 + 3 = 6 is too late.
    text = TINY.replace("4 5.0 0.0 1 -1 0 100", "4 5.0 0.0 1 -1 0 3")
    result = plan(write(tmp_path, text), production)
    assert (result.cost, result.unserved, result.routes) == (None, [2], [[1, 3]])


def test_other_units_sizes_and_loads_are_planned(tmp_path: Path) -> None:
    text = """\
2 4 100000000 7 30000000
0 0 0 0 0 0 100000000
1 1000000 0 0.5 6 0 100000000
2 2000000 0 0.5 2 0 100000000
3 4000000 0 0.5 -6 0 100000000
4 5000000 0 0.5 -2 0 100000000
"""
    file = write(tmp_path, text)
    result = plan(file, production)
    assert faults_of(file, result.routes) == []
    # 6 and 2 don't fit together: 1, 3, then back for 2, 4 is 4 + 2 + 3 + 5 = 14; two vehicles drive 8 + 10.
    assert result.cost == 14e6


def test_vehicles_that_nobody_needs_take_no_time(tmp_path: Path) -> None:
    file = write(tmp_path, TINY.replace("1 4 100 3 30", "1000000000 4 100 3 30"))
    assert plan(file, production).cost == 10


def test_rounding_is_never_more_hopeful_than_the_floats(tmp_path: Path) -> None:
    instance = read_instance(random_instance(tmp_path, 7, requests=6, vehicles=2))
    problem = problem_of(instance)
    scale = problem.duties[0].back_by / instance.nodes[0].latest
    for i in range(13):
        for j in range(13):
            assert problem.travel_s[i, j] / scale >= instance.distance(i, j) - 1e-12


def test_the_command_prints_one_object(tmp_path: Path) -> None:
    file = write(tmp_path, TINY)
    for extra in ([], ["--peer", "ortools"]):
        run = CliRunner().invoke(bench_app, ["darp", str(file), "--seconds", "0.3", "--seed", "1", *extra])
        assert run.exit_code == 0, run.output
        printed = json.loads(run.stdout)
        assert printed["instance"] == "tiny"
        assert printed["cost"] == 10
        assert faults_of(file, printed["routes"]) == []
        assert printed["seconds"] >= 0
