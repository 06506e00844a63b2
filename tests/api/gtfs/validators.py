"""Two independent validators of GTFS feeds, and what they find wrong."""

import json
import subprocess
import sys
from pathlib import Path

import gtfs_guru


def errors_in(feed: bytes, folder: Path, today: str) -> list[str]:
    """Return the errors that either validator finds in a feed as of `today`, named by who found them."""
    file = folder / "feed.zip"
    file.write_bytes(feed)
    return [*_by_guru(file, today), *_by_canonical_rules(file, folder / "report", today)]


def _by_guru(file: Path, today: str) -> list[str]:
    found = gtfs_guru.validate(str(file), country_code="NL", date=today)
    return [f"gtfs-guru: {notice.code} {notice.file} {notice.context()}" for notice in found.errors()]


def _by_canonical_rules(file: Path, report: Path, today: str) -> list[str]:
    validator = Path(sys.executable).with_name("gtfs-validator")
    command = [validator, "-i", file, "-o", report, "-c", "NL", "-d", today, "-t", "1"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert json.loads((report / "system_errors.json").read_text())["notices"] == []
    notices = json.loads((report / "report.json").read_text())["notices"]
    return [
        f"gtfs-validator: {notice['code']} {notice['sampleNotices'][:1]}"
        for notice in notices
        if notice["severity"] == "ERROR"
    ]
