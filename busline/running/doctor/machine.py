"""The machine under the line: clock, time zones, disk."""

import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from busline.running.doctor.finding import Finding, good, look, wrong

# This version was not written before; a machine that says so has lost its clock.
NOT_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
NOT_AFTER = datetime(2100, 1, 1, tzinfo=UTC)
LITTLE_SPACE_BYTES = 2_000_000_000
NO_SPACE_BYTES = 200_000_000


def check_clock(now: datetime) -> Finding:
    """Check that the machine's clock can be right."""
    says = f"The clock says {now:%Y-%m-%d %H:%M:%S} UTC."
    if NOT_BEFORE <= now <= NOT_AFTER:
        return good("clock", says)
    return wrong("clock", says, "Set the clock and let it follow a time server: timedatectl set-ntp true")


def check_time_zone(name: str) -> Finding:
    """Check that the data of a line's time zone is there and knows summer time."""
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return wrong("time zone", f"There is no time zone “{name}”.", "Correct timezone in line.toml.")
    winter, summer = (datetime(2026, month, 15, 12, tzinfo=zone).utcoffset() for month in (1, 7))
    if name == "Europe/Amsterdam" and winter == summer:
        return wrong("time zone", f"{name} has no summer time here.", "Install the time zone data: tzdata")
    return good("time zone", f"{name}, UTC{_hours(winter)} in winter and UTC{_hours(summer)} in summer.")


def check_folder(data_dir: Path) -> Finding:
    """Check that the data folder can be written and that what is written reaches the disk."""
    about = "data folder"
    if not data_dir.is_dir():
        return wrong(about, f"{data_dir} is not there.", "Start once with “busline run”, or name it: --data")
    try:
        with tempfile.NamedTemporaryFile(dir=data_dir, prefix=".doctor-") as probe:
            probe.write(b"busline")
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        return wrong(
            about,
            f"{data_dir} can't be written: {error.strerror}.",
            "Give the user of busline this folder, or free space on its disk.",
        )
    return good(about, f"{data_dir} can be written, and the disk confirms it.")


def check_space(data_dir: Path) -> Finding:
    """Check that the disk of the data folder has room."""
    there = next(folder for folder in (data_dir, *data_dir.absolute().parents) if folder.exists())
    free = shutil.disk_usage(there).free
    says = f"{free / 1e9:.1f} GB free on the disk of {there}."
    if free < NO_SPACE_BYTES:
        return wrong("disk space", says, "Free space now: without it no booking can be stored.")
    if free < LITTLE_SPACE_BYTES:
        return look("disk space", says, "Free space soon, or move the data folder to a larger disk.")
    return good("disk space", says)


def _hours(offset: object) -> str:
    hours = int(offset.total_seconds() // 3600) if hasattr(offset, "total_seconds") else 0
    return f"{hours:+d}"
