"""When manifests are printed: at the line's own hour, and after each newer version."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from api.pages.paper.due import is_due, tell_of
from busline.record.engine import Record
from busline.record.tables import Line, ManifestVersion
from tests.api.house import DAY, LINE, at
from tests.api.published import publish

EVENING = at("19:00") - timedelta(days=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def line(examples: Record) -> Record:
    return examples


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return tmp_path / "paper.pdf"


def due(record: Record, file: Path, now: datetime) -> bool:
    with record.read() as session:
        return is_due(session, LINE, DAY, file, now)


def printed(file: Path, moment: datetime) -> None:
    file.touch()
    tell_of(file, moment)


def test_it_is_the_hour_of_the_line(line: Record, paper: Path) -> None:
    assert not due(line, paper, EVENING - MINUTE)
    assert due(line, paper, EVENING)
    with line.change("test") as session:
        one = session.get_one(Line, LINE)
        one.rules = {**one.rules, "manifest_hour": 17}
    assert due(line, paper, EVENING - 2 * 60 * MINUTE)


def test_a_day_is_printed_again_only_after_a_newer_version(line: Record, paper: Path) -> None:
    published = publish(line, EVENING)
    printed(paper, EVENING - MINUTE)  # before the dispatcher had published: what was planned then
    assert due(line, paper, EVENING)
    printed(paper, EVENING + MINUTE)
    assert not due(line, paper, EVENING + 2 * MINUTE)
    publish(line, EVENING + 2 * MINUTE)
    assert due(line, paper, EVENING + 3 * MINUTE)
    printed(paper, EVENING + 3 * MINUTE)
    with line.change("test") as session:  # the window was withdrawn: nobody drives it
        session.get_one(ManifestVersion, published.id).taken_off_at = EVENING + 4 * MINUTE
    assert due(line, paper, EVENING + 5 * MINUTE)


def test_where_nobody_published_the_plan_is_printed_once(line: Record, paper: Path) -> None:
    assert due(line, paper, EVENING)
    printed(paper, EVENING)
    assert not due(line, paper, EVENING + MINUTE)
