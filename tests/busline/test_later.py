"""Sub-commands that are imported only when they are called."""

import subprocess
import sys

import typer
from typer.testing import CliRunner

from busline.later import later

WHAT_IS_LOADED = """
import sys
import typer
from importlib.metadata import entry_points
app = typer.Typer()
for point in entry_points(group="busline.commands"):
    point.load()(app)
print(*sorted({"sqlalchemy", "fastapi", "ortools", "numba", "redis"} & set(sys.modules)))
"""


def app_with_both() -> typer.Typer:
    """Return an application with a command of either kind."""
    app = typer.Typer(help="The help.")
    app.command("now")(lambda: typer.echo("now"))
    later(app, "migrate", "busline.running.commands:migrate")
    later(app, "user", "api.access.commands:user_app")
    return app


def test_all_commands_are_listed_with_their_help() -> None:
    said = CliRunner().invoke(app_with_both(), ["--help"]).output
    assert "The help." in said
    assert "now" in said
    assert "Bring the record to the tables" in said
    assert "Who may come in" in said


def test_both_kinds_can_be_called() -> None:
    assert CliRunner().invoke(app_with_both(), ["now"]).output == "now\n"
    assert "up to date stays" in CliRunner().invoke(app_with_both(), ["migrate", "--help"]).output
    assert "no longer" in CliRunner().invoke(app_with_both(), ["user", "close", "--help"]).output


def test_an_unknown_command_is_said() -> None:
    done = CliRunner().invoke(app_with_both(), ["no-such"])
    assert done.exit_code == 2
    assert "No such command" in done.output


def test_two_applications_do_not_share_their_commands() -> None:
    later(other := typer.Typer(), "doctor", "busline.running.commands:doctor")
    assert CliRunner().invoke(other, ["migrate"]).exit_code == 2


def test_finding_all_commands_loads_nothing_heavy() -> None:
    said = subprocess.run([sys.executable, "-c", WHAT_IS_LOADED], capture_output=True, text=True, check=True)
    assert said.stdout.split() == []
