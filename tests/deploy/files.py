"""The files under test."""

from pathlib import Path

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("busline-*"))


def environment_file(file: Path) -> dict[str, str]:
    """Return the settings in a file of ``KEY=value`` lines, as systemd and compose read it."""
    lines = (line.strip() for line in file.read_text().splitlines())
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
