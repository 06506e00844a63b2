"""The systemd units, examined by systemd itself."""

import json
import re
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml

from busline.days import AMSTERDAM, service_day
from busline.record.opening import open_record
from busline.record.tables import Duty
from tests.api.house import add_examples
from tests.deploy.files import DEPLOY, UNITS
from tests.fixtures.line import import_example

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


def test_the_day_list_is_written_every_evening_and_goes_after_some_days() -> None:
    hour = unit("busline-print-day.timer")["Timer"]["OnCalendar"]
    assert re.fullmatch(r"\*-\*-\* (1[6-9]|2[0-3]):\d\d:00 Europe/Amsterdam", hour)
    service = unit("busline-print-day.service")["Service"]
    assert "--date tomorrow" in service["ExecStart"]
    assert "--keep-days 7" in service["ExecStart"]
    assert f"--out {service['ReadWritePaths']} " in service["ExecStart"]


def test_manifests_are_looked_after_soon_after_any_hour_that_a_line_may_have() -> None:
    timer = unit("busline-print-manifests.timer")["Timer"]
    assert re.fullmatch(r"\*-\*-\* \*:\d\d/15:00", timer["OnCalendar"])
    service = unit("busline-print-manifests.service")["Service"]
    assert f"--out {service['ReadWritePaths']} " in service["ExecStart"]


def test_what_the_timer_and_the_container_call_writes_each_manifest_once(tmp_path: Path) -> None:
    record = open_record(tmp_path / "data")
    import_example(record)
    add_examples(record)
    with record.change("test") as session:  # a duty of today, whenever that is
        duty = session.get_one(Duty, "example-duty")
        duty.service_date = service_day(record.clock.now(), AMSTERDAM)
    record.close()
    (tmp_path / "paper").mkdir()
    program, *arguments = unit("busline-print-manifests.service")["Service"]["ExecStart"].split()
    in_container = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]["paper"]["command"]
    assert [word.replace("/paper", "/var/spool/busline") for word in in_container] == arguments
    assert program == "/opt/busline/.venv/bin/busline"
    written = [_printed(arguments, tmp_path) for _ in range(2)]
    assert [len(files) for files in written] == [1, 0]


def _printed(arguments: list[str], folder: Path) -> list[str]:
    """Run a unit's command as it is, on a record and a folder of the test's own."""
    ours = [word.replace("/var/spool/busline", str(folder / "paper")) for word in arguments]
    done = subprocess.run(
        [sys.executable, "-m", "busline", *ours, "--data", str(folder / "data")],
        capture_output=True,
        text=True,
        check=True,
    )
    files: list[str] = json.loads(done.stdout)["files"]
    return files


def test_the_paths_in_the_units_are_those_of_the_guide() -> None:
    guide = (DEPLOY / "README.md").read_text()
    for path in ("/opt/busline", "/etc/busline/busline.env", "/var/backups/busline", "/var/spool/busline"):
        assert path in guide
    assert (DEPLOY / "backup.sh").stat().st_mode & 0o111
    assert (DEPLOY / "restore.sh").stat().st_mode & 0o111
