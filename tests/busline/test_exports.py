"""Every command that hands something out leaves a trace, and no command is forgotten."""

from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlalchemy import select
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from api.pages.paper.commands import print_days
from busline.export_app import export_app
from busline.record.opening import open_record
from busline.record.tables import Base, HistoryEntry
from busline.whoami import whoami
from tests.api.house import LINE, add_examples
from tests.fixtures.line import import_example
from tests.fixtures.originals import Originals

SPAN = ("--from", "2026-11-01", "--to", "2026-11-30")
IN_NOVEMBER = f"{LINE}/2026-11-01/2026-11-30"
# How each is called, and what the history then says of it.
EXPORTS = {
    "day": (("--date", "2026-11-24"), ("day", f"{LINE}/2026-11-24/2026-11-24")),
    "history": (SPAN, ("history_report", IN_NOVEMBER)),
    "hours": (SPAN, ("hours_report", IN_NOVEMBER)),
    "ridership": (SPAN, ("ridership", IN_NOVEMBER)),
    "line": (("OUT",), ("line", LINE)),
}
# Every command is named in one of these: whoever adds one says whether it hands out what people did.
HANDS_OUT = {f"export {name}" for name in EXPORTS} | {"print-day"}
HANDS_OUT_NOTHING = {
    *("api", "dispatcher", "doctor", "import", "migrate", "run", "warm"),
    "simulate",  # counts of a day that nobody lived
    *("addresses", "figures rebuild", "travel"),
    *("user add", "user close", "user example", "user extension", "user list", "user password", "user token"),
}


@pytest.fixture
def data(originals: Originals, tmp_path: Path) -> Path:
    originals.copy_to(tmp_path / "data" / "record.sqlite3", import_example, add_examples)
    return tmp_path / "data"


def left(data: Path, what: str) -> list[tuple[str, str, str, str | None]]:
    record = open_record(data)
    try:
        with record.read() as session:
            rows = session.scalars(select(HistoryEntry).where(HistoryEntry.what == what)).all()
            return [(row.noun, row.noun_id, row.who, row.line_id) for row in rows]
    finally:
        record.close()


def every_command() -> set[str]:
    """Return the commands that the entry points of all packages add, as they are typed."""
    app = typer.Typer()
    for point in entry_points(group="busline.commands"):
        point.load()(app)
    return set(_leaves(get_command(app), ()))


def _leaves(command: Any, words: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(command, TyperGroup):
        yield " ".join(words)
        return
    with command.make_context("busline", ["x"]) as context:
        for name in command.list_commands(context):
            yield from _leaves(command.get_command(context, name), (*words, name))


def test_of_every_command_it_is_known_whether_it_hands_something_out() -> None:
    measured = {one for one in every_command() if one.startswith("bench ")}  # lines that are made for that
    assert every_command() - measured == HANDS_OUT | HANDS_OUT_NOTHING


@pytest.mark.parametrize("name", EXPORTS)
def test_what_a_command_exports_is_in_the_history(data: Path, tmp_path: Path, name: str) -> None:
    arguments, (noun, noun_id) = EXPORTS[name]
    words = [str(tmp_path / "out") if one == "OUT" else one for one in arguments]
    assert left(data, "exported") == []
    done = CliRunner().invoke(export_app, [name, *words, "--data", str(data)])
    assert done.exit_code == 0, done.output
    assert '"exported"' not in done.stdout  # it tells of the line, not of itself
    assert left(data, "exported") == [(noun, noun_id, whoami(), LINE)]
    assert noun not in Base.metadata.tables  # who replays the history takes it for no row of a table


def test_what_could_not_be_handed_out_was_not_exported(data: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way", "utf-8")
    for arguments in (("line", str(tmp_path / "out")), ("day", "--date", "2026-11-24", "--line", "nowhere")):
        assert CliRunner().invoke(export_app, [*arguments, "--data", str(data)]).exit_code != 0
    assert left(data, "exported") == []


def test_paper_that_a_command_prints_is_in_the_history(data: Path, tmp_path: Path) -> None:
    app = typer.Typer()
    app.command("print-day")(print_days)
    arguments = ["--date", "2026-11-24", "--out", str(tmp_path / "list.pdf"), "--data", str(data)]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert left(data, "printed") == [("day_list", f"{LINE}/2026-11-24", whoami(), LINE)]
