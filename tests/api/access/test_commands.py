"""`busline user …`: on a record of its own, through the command line."""

import json
import stat
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from api.access.commands import LOGINS_FILE, user_app
from api.access.passwords import password_fits
from busline.errors import InvalidInput, UnknownNoun
from busline.record.engine import Record
from busline.record.opening import open_record
from busline.record.tables import HistoryEntry, User
from tests.fixtures.line import import_example
from tests.fixtures.originals import Originals


def run(folder: Path, *arguments: str, keys: str = "") -> dict[str, object]:
    done = CliRunner().invoke(user_app, [*arguments, "--data", str(folder)], input=keys)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    said: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return said


@pytest.fixture
def folder(originals: Originals, tmp_path: Path) -> Path:
    originals.copy_to(tmp_path / "record.sqlite3", import_example)
    return tmp_path


def users(folder: Path) -> tuple[Record, dict[str, User]]:
    record = open_record(folder)
    with record.read() as session:
        return record, {user.login: user for user in session.scalars(select(User))}


def test_a_user_is_added_with_a_password_that_is_kept_as_a_hash(folder: Path) -> None:
    said = run(folder, "add", "Ann", "--name", "Ann", "--role", "coordinator", "--random")
    _, found = users(folder)
    assert password_fits(str(said["password"]), found["ann"].password_hash)
    assert str(said["password"]) not in found["ann"].password_hash


def test_the_history_knows_who_added_whom_but_no_password(folder: Path) -> None:
    run(folder, "add", "ann", "--name", "Ann", "--role", "admin", "--random")
    record, _ = users(folder)
    with record.read() as session:
        entry = session.scalars(select(HistoryEntry).where(HistoryEntry.noun == "users")).one()
    assert entry.who.startswith("shell")
    assert entry.after is not None
    assert entry.after["password_hash"] == "…"


def test_a_password_is_changed(folder: Path) -> None:
    run(folder, "add", "ann", "--name", "Ann", "--role", "admin", "--random")
    run(folder, "password", "ann", keys="another-long-one\nanother-long-one\n")
    _, found = users(folder)
    assert password_fits("another-long-one", found["ann"].password_hash)


def test_a_telephone_becomes_a_users_and_nobodys_again(folder: Path) -> None:
    run(folder, "add", "ann", "--name", "Ann", "--role", "coordinator", "--random")
    run(folder, "extension", "Ann", "201")
    assert users(folder)[1]["ann"].extension == "201"
    run(folder, "extension", "ann")
    assert users(folder)[1]["ann"].extension == ""
    with pytest.raises(InvalidInput):
        run(folder, "extension", "ann", "2" * 33)


@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        (("--role", "driver"), "driver"),
        (("--role", "driver", "--driver", "nobody", "--line", "osdorp"), "driver"),
        (("--role", "coordinator", "--line", "elsewhere"), "line"),
        (("--role", "boss"), "role"),
    ],
)
def test_a_user_who_can_not_be_is_refused(folder: Path, arguments: tuple[str, ...], where: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        run(folder, "add", "ann", "--name", "Ann", "--random", *arguments)
    assert where in {fault.where for fault in refused.value.faults}
    assert users(folder)[1] == {}


def test_a_short_password_is_refused(folder: Path) -> None:
    with pytest.raises(InvalidInput, match="10 to 200"):
        run(folder, "add", "ann", "--name", "Ann", "--role", "admin", keys="short\nshort\n")


def test_nobody_unknown_gets_a_token(folder: Path) -> None:
    with pytest.raises(UnknownNoun):
        run(folder, "token", "nobody", "--name", "scraper")


def test_example_logins_are_made_once_and_kept_for_their_owner(folder: Path) -> None:
    first = run(folder, "example")
    again = run(folder, "example")
    file = folder / LOGINS_FILE
    assert first == again == json.loads(file.read_text())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    _, found = users(folder)
    # Two coordinators, two reviewers, a lender, an administrator, and the eight drivers of the line.
    assert len(found) == 14
    assert found["anna"].driver_id == "anna"
    assert isinstance(first["logins"], list)
    assert all(
        password_fits(one["password"], found[one["login"]].password_hash) for one in first["logins"][:2]
    )
