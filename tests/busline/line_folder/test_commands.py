"""The commands as they are typed: JSON on standard output, faults on standard error."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.busline.line_folder.conftest import Folder


def _busline(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "busline", *map(str, arguments)], capture_output=True, text=True, check=False
    )


def _json(*arguments: str | Path) -> Any:
    done = _busline(*arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_import_and_export(folder: Folder, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert _json("import", folder.path, "--check") == {"line": "tiny", "checked": True}
    assert not data.exists()
    assert _json("import", folder.path, "--data", data)["files"]["stops.csv"]["created"] == 4
    assert _json("export", "line", tmp_path / "out", "--data", data)["rows"]["windows.csv"] == 2
    assert _json("import", tmp_path / "out", "--data", data)["unchanged"] is True


def test_faults_are_told_with_their_places(folder: Folder, tmp_path: Path) -> None:
    folder.replace("windows.csv", "11:45", "08:45")
    folder.replace("residents.csv", "walker", "skates")
    done = _busline("import", folder.path, "--data", tmp_path / "data")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "2 faults" in " ".join(done.stderr.split())
    assert "windows.csv, row 2, column ends: ends at 08:45" in done.stderr
    assert "residents.csv, row 2, column aid:" in done.stderr
