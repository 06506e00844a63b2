"""Every setting that deploy/ names is one that the program reads, and every command is one that it has."""

import re
from importlib.metadata import entry_points

import pytest
import typer
import typer.main
import yaml

from busline.settings import Settings
from tests.deploy.files import DEPLOY, UNITS, environment_file

ENV_FILES = ["busline.env.example", "compose.env.example"]
FIELDS = {f"BUSLINE_{name.upper()}" for name in Settings.model_fields}
# Of the proxy and of backup.sh, not of the program.
OTHERS = {"BUSLINE_DOMAIN", "BUSLINE_UPSTREAM", "BUSLINE_PYTHON"}


def commands() -> set[str]:
    """Return the sub-commands of ``busline``."""
    app = typer.Typer()
    for point in entry_points(group="busline.commands"):
        point.load()(app)
    group = typer.main.get_command(app)
    return set(group.list_commands(typer.Context(group)))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "name", ["busline.env.example", "compose.yaml", "backup.sh", "restore.sh", "Containerfile"]
)
def test_every_setting_is_a_field_of_settings(name: str) -> None:
    named = set(re.findall(r"\bBUSLINE_[A-Z_]+", (DEPLOY / name).read_text()))
    assert named - FIELDS - OTHERS == set()


def test_the_example_environment_is_valid_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in environment_file(DEPLOY / "busline.env.example").items():
        monkeypatch.setenv(key, value)
    settings = Settings()
    assert settings.record_address.startswith("postgresql+psycopg://")
    assert str(settings.public_url) == "https://bus.example.org/"


@pytest.mark.parametrize("name", ENV_FILES)
def test_no_secret_is_in_the_examples(name: str) -> None:
    values = environment_file(DEPLOY / name)
    assert not any(value for key, value in values.items() if re.search("PASSWORD|SECRET|TOKEN", key))


def test_every_command_in_units_and_compose_exists() -> None:
    in_units = {
        found
        for unit in UNITS
        for found in re.findall(r"^Exec\w+=\S+/busline ([\w-]+)", unit.read_text(), re.MULTILINE)
    }
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"].values()
    in_compose = {service["command"][0] for service in services if service["image"] == "busline:local"}
    assert in_units == {"api", "dispatcher", "migrate", "print-day"}
    assert in_compose == {"api", "dispatcher", "migrate", "print-day"}
    assert in_units | in_compose <= commands()


def test_every_command_in_the_guides_exists() -> None:
    text = (DEPLOY / "README.md").read_text() + (DEPLOY.parent / "README.md").read_text()
    named = set(re.findall(r"(?:^|[`/\s])busline ([a-z-]+)\b", text, re.MULTILINE))
    assert named & commands(), "the guides name no command at all"
    assert set(re.findall(r"bin/busline ([a-z-]+)", text)) <= commands()
    assert set(re.findall(r"`busline ([a-z-]+)", text)) <= commands()
