"""The compose file: structure, order of start, nothing open that need not be.

Without a container engine the images themselves are not built or pulled; deploy/README.md says so.
"""

import re
from typing import Any

import pytest
import yaml

from tests.deploy.files import DEPLOY, environment_file

COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def test_all_parts_are_there() -> None:
    assert set(SERVICES) == {"record", "feed", "migrate", "dispatcher", "api", "proxy"}


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_names_exists(name: str) -> None:
    service = SERVICES[name]
    assert set(service["networks"]) <= set(COMPOSE["networks"])
    for volume in service.get("volumes", []):
        source = volume.split(":")[0]
        assert source in COMPOSE["volumes"] or (DEPLOY / source).exists()
    for other, condition in service.get("depends_on", {}).items():
        if condition["condition"] == "service_healthy":
            assert "healthcheck" in SERVICES[other]


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_a_service_comes_back(name: str) -> None:
    assert SERVICES[name]["restart"] == "always"


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert SERVICES["record"]["networks"] == SERVICES["feed"]["networks"] == ["inside"]


def test_tables_are_made_before_anything_writes() -> None:
    for name in ("dispatcher", "api"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["migrate"]["depends_on"]["record"] == {"condition": "service_healthy"}


def test_every_variable_is_in_the_example_and_must_be_set() -> None:
    text = (DEPLOY / "compose.yaml").read_text()
    variables = re.findall(r"\$\{(\w+)(:\?)?", text)
    assert {name for name, _ in variables} == set(environment_file(DEPLOY / "compose.env.example"))
    assert all(required for _, required in variables)


def test_the_image_is_made_of_files_that_exist() -> None:
    recipe = (DEPLOY / "Containerfile").read_text()
    for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", recipe, re.MULTILINE):
        for source in sources.split():
            assert (DEPLOY.parent / source).exists(), source
    assert re.search(r"^USER busline$", recipe, re.MULTILINE)
