"""Kernels are compiled once, for one type of arguments, outside the repository."""

import os
import re
import sys
from pathlib import Path

import dispatcher
from dispatcher.planning.fleet.best_insertion import best_insertions
from dispatcher.planning.numba_cache import default_folder, kernel_sources, use_cache
from dispatcher.planning.problem import Plan, Problem
from dispatcher.planning.warming import warm
from tests.dispatcher.planning.instances import duty, on_a_line, ride

# Loaded by now: warming imports whatever a caller's question runs.
MODULES = [
    module for name, module in sorted(sys.modules.items()) if re.fullmatch(r"dispatcher\..*kernels", name)
]


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


def test_all_modules_with_kernels_or_their_tables_decide_the_cache_folder():
    compiled = re.compile(
        r"^@((allocating_|inlined_)?kernel|part_of_kernels)$|^class \w+\(NamedTuple\):$", re.MULTILINE
    )
    with_kernels = {
        file
        for folder in ("planning", "bound")
        for file in (Path(dispatcher.__file__).parent / folder).rglob("*.py")
        if compiled.search(file.read_text(encoding="utf-8"))
    }
    assert with_kernels
    assert with_kernels <= set(kernel_sources())


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
