"""``busline bench storm`` and ``busline bench quote`` as a technician types them."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from api.access.users import add_token
from tests.fixtures.stack import Stack

pytestmark = pytest.mark.processes

STORM_FIGURES = {
    "attempts", "confirmed", "refused", "errors", "double_booked", "promises_moved", "lost", "p99_ms"
}  # fmt: skip
QUOTE_FIGURES = {
    "desk_p50_ms", "desk_p99_ms", "http_p50_ms", "http_p99_ms", "floor_p99_ms", "committed_ms"
}  # fmt: skip


def bench(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``busline bench …`` and return what it said."""
    return subprocess.run(
        [sys.executable, "-m", "busline", "bench", *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


def figures_of(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Return the one object on standard output."""
    assert done.returncode == 0, done.stderr
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def require_clean(figures: dict[str, Any]) -> None:
    """Require that a storm did something, and that nothing went wrong."""
    assert figures.keys() >= STORM_FIGURES
    wrong = ("errors", "double_booked", "promises_moved", "lost", "broken_answers")
    assert {name: figures[name] for name in wrong} == dict.fromkeys(wrong, 0)
    assert figures["confirmed"] > 0
    assert figures["p99_ms"] > 0


def test_a_storm_on_a_system_of_its_own() -> None:
    require_clean(figures_of(bench("storm", "--clients", "4", "--seconds", "4", "--vans", "1")))


def test_a_storm_on_a_running_system_is_judged_through_its_api(stack: Stack) -> None:
    login = stack.example_login("coordinator").login
    token = add_token(stack.record, login, "storm", who="test")
    done = bench("storm", "--clients", "3", "--seconds", "4", "--url", stack.url, BUSLINE_TOKEN=token)
    require_clean(figures_of(done))
    assert token not in done.stdout + done.stderr


def test_a_running_system_is_not_stormed_without_a_token() -> None:
    done = bench("storm", "--url", "http://127.0.0.1:1", BUSLINE_TOKEN="")
    assert done.returncode == 2
    assert "BUSLINE_TOKEN" in done.stderr
    assert done.stdout == ""


def test_quotes_are_timed() -> None:
    figures = figures_of(bench("quote", "--vans", "2", "--rides", "10", "--seed", "1", "--requests", "40"))
    assert figures.keys() >= QUOTE_FIGURES
    assert all(figures[name] > 0 for name in QUOTE_FIGURES)
    assert figures["failed"] == 0
    assert figures["floor_p50_ms"] < figures["http_p50_ms"], "an empty message takes less than a quote"
