"""The systemd units, examined by systemd itself."""

import re
import shutil
import subprocess
from configparser import ConfigParser
from datetime import time
from pathlib import Path

import pytest

from busline.rules.line_rules import LineRules
from tests.deploy.files import DEPLOY, UNITS

# systemd's own measure of what a broken-in service could do, in tenths: 17 now, 10 is "ok", 96 is "unsafe".
MOST_EXPOSURE = "20"


def unit(name: str) -> ConfigParser:
    """Return a unit as sections of keys; systemd's repeated keys don't occur in ours."""
    parser = ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(DEPLOY / "systemd" / name)
    return parser


@pytest.fixture
def systemd_analyze() -> str:
    """Systemd's checker."""
    found = shutil.which("systemd-analyze")
    if found is None:
        pytest.skip("no systemd-analyze here (Debian: apt-get install systemd)")
    return found


def test_systemd_finds_no_fault(systemd_analyze: str, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for file in UNITS:
        text = file.read_text().replace("/opt/busline/.venv/bin/busline", str(program))
        (tmp_path / file.name).write_text(text.replace("/opt/busline/deploy/backup.sh", str(program)))
    said = subprocess.run(
        [systemd_analyze, "verify", "--man=no", *(str(tmp_path / file.name) for file in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in (said.stdout + said.stderr).splitlines() if "busline" in line]
    assert ours == []


@pytest.mark.parametrize(
    "name",
    [
        "busline-api.service",
        "busline-dispatcher.service",
        "busline-backup.service",
        "busline-print-day.service",
        "busline-print-manifests.service",
    ],
)
def test_a_service_can_do_little_else(systemd_analyze: str, name: str) -> None:
    file = DEPLOY / "systemd" / name
    said = subprocess.run(
        [systemd_analyze, "security", "--offline=true", f"--threshold={MOST_EXPOSURE}", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stdout[-300:]


@pytest.mark.parametrize("name", ["busline-api.service", "busline-dispatcher.service"])
def test_a_service_comes_back_whatever_happens(name: str) -> None:
    found = unit(name)
    assert found["Service"]["Restart"] == "always"
    assert found["Unit"]["StartLimitIntervalSec"] == "0"
    assert found["Service"]["EnvironmentFile"] == "/etc/busline/busline.env"


@pytest.mark.parametrize("name", ["busline-print-day", "busline-print-manifests"])
def test_paper_is_written_every_evening_and_goes_after_some_days(name: str) -> None:
    hour = unit(f"{name}.timer")["Timer"]["OnCalendar"]
    assert re.fullmatch(r"\*-\*-\* (1[6-9]|2[0-3]):\d\d:00 Europe/Amsterdam", hour)
    service = unit(f"{name}.service")["Service"]
    assert ("--manifests" in service["ExecStart"]) == (name == "busline-print-manifests")
    assert "--date tomorrow" in service["ExecStart"]
    assert "--keep-days 7" in service["ExecStart"]
    assert f"--out {service['ReadWritePaths']} " in service["ExecStart"]


def test_manifests_are_written_once_they_are_published() -> None:
    hour = unit("busline-print-manifests.timer")["Timer"]["OnCalendar"].split()[1]
    assert time.fromisoformat(hour) > time(LineRules().manifest_hour)


def test_the_paths_in_the_units_are_those_of_the_guide() -> None:
    guide = (DEPLOY / "README.md").read_text()
    for path in ("/opt/busline", "/etc/busline/busline.env", "/var/backups/busline", "/var/spool/busline"):
        assert path in guide
    assert (DEPLOY / "backup.sh").stat().st_mode & 0o111
    assert (DEPLOY / "restore.sh").stat().st_mode & 0o111
