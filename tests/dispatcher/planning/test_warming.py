"""Kernels are compiled once, for one type of arguments, outside the repository."""

import os
import re
from pathlib import Path

from dispatcher.planning import (
    comparing_kernels,
    delay_kernels,
    finding_kernels,
    fleet_kernels,
    floor_kernels,
    insertion_kernels,
    kernels,
    outlook_kernels,
    position_kernels,
    repair_kernels,
    search_kernels,
    sharp_pair_kernels,
    sharpening_kernels,
    strip_kernels,
    survey_kernels,
    triangle_kernels,
)
from dispatcher.planning.insertion import best_insertions
from dispatcher.planning.numba_cache import KERNEL_SOURCES, default_folder, use_cache
from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.warming import warm
from tests.dispatcher.planning.instances import duty, on_a_line, ride

MODULES = (
    kernels,
    triangle_kernels,
    outlook_kernels,
    insertion_kernels,
    strip_kernels,
    sharpening_kernels,
    delay_kernels,
    sharp_pair_kernels,
    floor_kernels,
    finding_kernels,
    comparing_kernels,
    survey_kernels,
    position_kernels,
    fleet_kernels,
    repair_kernels,
    search_kernels,
)


def signatures():
    return {
        (module.__name__, name): len(value.signatures)
        for module in MODULES
        for name, value in vars(module).items()
        if hasattr(value, "signatures") and value.signatures
    }


def test_nothing_is_compiled_once_a_caller_waits():
    warm()
    before = signatures()
    problem = Problem(on_a_line(5), (duty(),), ())
    best_insertions(problem, Plan.empty(problem), [ride("a", 1, 2), ride("a", 2, 1)])
    assert signatures() == before


def test_a_matrix_that_must_not_be_written_to_costs_no_compilation():
    # numba takes a read-only array for another type; half a minute in a caller's ear.
    warm()
    before = signatures()
    matrix = on_a_line(5)
    matrix.setflags(write=False)
    problem = Problem(matrix, (duty(),), ())
    best_insertions(problem, Plan.empty(problem), [ride("a", 1, 2)])
    best_insertions(Problem(on_a_line(6)[:5, :5], (duty(),), ()), Plan.empty(problem), [ride("a", 1, 2)])
    assert signatures() == before


def test_all_modules_with_kernels_decide_the_cache_folder():
    folder = Path(kernels.__file__).parent
    with_kernels = {
        os.path.relpath(file, folder)
        for file in folder.parent.rglob("*.py")
        if re.search("^@(allocating_)?kernel", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert with_kernels <= set(KERNEL_SOURCES)


def test_a_folder_that_cannot_be_written_to_is_replaced(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", os.environ["NUMBA_CACHE_DIR"])
    assert use_cache(tmp_path / "numba").parent == tmp_path / "numba"
    occupied = tmp_path / "file"
    occupied.write_text("")
    elsewhere = use_cache(occupied)
    assert elsewhere.is_dir()
    assert not elsewhere.is_relative_to(tmp_path)


def test_the_default_folder_is_the_users_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "busline" / "numba"
