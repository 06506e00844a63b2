"""The compose file: structure, order of start, nothing open that need not be.

Without a container engine the images themselves are not built or pulled; deploy/README.md says so.
"""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.files import DEPLOY, environment_file

COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def test_all_parts_are_there() -> None:
    assert set(SERVICES) == {"record", "feed", "migrate", "dispatcher", "api", "paper", "proxy"}


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_names_exists(name: str) -> None:
    service = SERVICES[name]
    assert set(service["networks"]) <= set(COMPOSE["networks"])
    for volume in service.get("volumes", []):
        source = volume.split(":")[0]
        made = f"install -d -m 0750 -o 8017 {source}" in (DEPLOY / "README.md").read_text()
        assert source in COMPOSE["volumes"] or (DEPLOY / source).exists() or made
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
    for name in ("dispatcher", "api", "paper"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["migrate"]["depends_on"]["record"] == {"condition": "service_healthy"}


def test_paper_is_made_again_and_again_for_who_wants_it(tmp_path: Path) -> None:
    paper = SERVICES["paper"]
    assert paper["profiles"] == ["paper"]
    programs = {"busline": 'echo "$@" >>asked; exit 3', "sleep": 'test "$(wc -l <asked)" -lt 2 || kill $PPID'}
    for name, does in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o755)
    loop = [word.replace("$$", "$") for word in paper["entrypoint"]] + paper["command"]
    subprocess.run(loop, cwd=tmp_path, env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, timeout=20, check=False)
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked == [" ".join(paper["command"])] * 2  # a fault in between is no end


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
