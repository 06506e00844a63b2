"""Whole days played by the command, as anybody would: another process, its output, its record."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SEED = "1"
LIMIT_S = 240


@dataclass
class SimulatedDay:
    """A day that was played: what the command said, and the folder with its record."""

    date: str
    figures: dict[str, Any]
    data: Path
    exports: dict[tuple[str, ...], dict[str, Any]] = field(default_factory=dict)

    def export(self, *what: str) -> dict[str, Any]:
        """Return what ``busline export`` writes of this day's record; asked once."""
        if what not in self.exports:
            self.exports[what] = busline("export", *what, "--data", str(self.data))
        return self.exports[what]

    def export_day(self) -> dict[str, Any]:
        """Return the day's export."""
        return self.export("day", "--line", "osdorp", "--date", self.date)


def play(folder: Path, date: str, *options: str) -> SimulatedDay:
    """Play a day into `folder`."""
    figures = busline("simulate", "--date", date, "--seed", SEED, *options, "--data", str(folder))
    return SimulatedDay(date, figures, folder)


def busline(*words: str) -> dict[str, Any]:
    """Run the command and return the object that it writes; anything but one object is an error."""
    done = subprocess.run(
        [sys.executable, "-m", "busline", *words],
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    written = json.loads(done.stdout)
    assert isinstance(written, dict)
    return written
