"""``busline user …``: who may come in."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from api.access.example import ensure_example_users
from api.access.passwords import random_password
from api.access.users import (
    NewUser,
    add_token,
    add_user,
    as_roles,
    close_user,
    revoke_tokens,
    set_extension,
    set_password,
)
from busline.errors import UnknownNoun
from busline.record.engine import Record
from busline.record.opening import DataOption, open_record, settings_for
from busline.record.tables import Line, User
from busline.whoami import whoami

LOGINS_FILE = "example-logins.json"

user_app = typer.Typer(help="Who may come in: users, passwords, tokens.", no_args_is_help=True)
out = Console(highlight=False, soft_wrap=True)

Login = Annotated[str, typer.Argument(help="What the user types in.")]
MakePassword = Annotated[bool, typer.Option("--random", help="Make a password and show it once.")]


@user_app.command("add")
def add(
    login: Login,
    name: Annotated[str, typer.Option(help="The name that colleagues see.")],
    role: Annotated[
        list[str], typer.Option(help="coordinator, driver, reviewer, lender, admin or telephone.")
    ],
    line: Annotated[str | None, typer.Option(help="The only line they see.")] = None,
    driver: Annotated[str | None, typer.Option(help="Which driver of the line they are.")] = None,
    language: Annotated[str, typer.Option(help="nl or en.")] = "nl",
    lender: Annotated[str, typer.Option(help="Whose vans a lender sees; left out, all.")] = "",
    random: MakePassword = False,
    data: DataOption = None,
) -> None:
    """Add a user; the password is asked for."""
    password = random_password() if random else _ask_password()
    wish = NewUser(login.lower(), name, password, as_roles(role), line, driver, language, lender)
    with _record(data) as record:
        add_user(record, wish, whoami())
    _show_password(login.lower(), password if random else None)


@user_app.command("password")
def password(login: Login, random: MakePassword = False, data: DataOption = None) -> None:
    """Give a user another password; they are logged out everywhere."""
    chosen = random_password() if random else _ask_password()
    with _record(data) as record:
        set_password(record, login.lower(), chosen, whoami())
    _show_password(login.lower(), chosen if random else None)


@user_app.command("extension")
def extension(
    login: Login,
    number: Annotated[str, typer.Argument(help="As the exchange names it; left out, none.")] = "",
    data: DataOption = None,
) -> None:
    """Say which telephone is a coordinator's, so that a call that rings there opens the card there."""
    with _record(data) as record:
        set_extension(record, login.lower(), number, whoami())
    _print_json({"login": login.lower(), "extension": number})


@user_app.command("close")
def close(login: Login, data: DataOption = None) -> None:
    """Let a user in no longer."""
    with _record(data) as record:
        close_user(record, login.lower(), whoami())


@user_app.command("token")
def token(
    login: Login,
    name: Annotated[str, typer.Option(help="What the token is for.")],
    revoke: Annotated[bool, typer.Option(help="Make the tokens of this name worth nothing.")] = False,
    data: DataOption = None,
) -> None:
    """Make a bearer token for a machine that comes in as this user; it is shown once."""
    with _record(data) as record:
        if revoke:
            result: dict[str, object] = {"revoked": revoke_tokens(record, login.lower(), name, whoami())}
        else:
            result = {"login": login.lower(), "token": add_token(record, login.lower(), name, whoami())}
    _print_json(result)


@user_app.command("list")
def show(data: DataOption = None) -> None:
    """List the users."""
    table = Table("login", "name", "roles", "line", "driver", "may come in")
    with _record(data) as record, record.read() as session:
        for user in session.scalars(select(User).order_by(User.login)):
            cells = (
                user.login,
                user.name,
                ", ".join(user.roles),
                user.line_id or "all",
                user.driver_id or "",
            )
            table.add_row(*cells, "yes" if user.active else "no")
    out.print(table)


@user_app.command("example")
def example(
    line: Annotated[str | None, typer.Option(help="The line; without it, the first.")] = None,
    data: DataOption = None,
) -> None:
    """Make a login for each role and driver, for trying things out; again shows those made before.

    The passwords are kept in the data folder, readable by its owner only.
    """
    with _record(data) as record:
        with record.read() as session:
            found = session.scalar(select(Line.id).order_by(Line.created_at, Line.id).limit(1))
        line_id = line or found
        if line_id is None:
            raise UnknownNoun("line", "osdorp")
        made = ensure_example_users(record, line_id)
    file = settings_for(data).data_dir / LOGINS_FILE
    logins = _kept(file) + [
        {"login": one.login, "password": one.password, "roles": [one.role.value]} for one in made
    ]
    if made:
        _keep(file, logins)
    _print_json({"logins": logins})


@contextmanager
def _record(data: Path | None) -> Iterator[Record]:
    record = open_record(data)
    try:
        yield record
    finally:
        record.close()


def _kept(file: Path) -> list[dict[str, object]]:
    if not file.exists() or not (text := file.read_text()):
        return []
    kept: list[dict[str, object]] = json.loads(text)["logins"]
    return kept


def _keep(file: Path, logins: list[dict[str, object]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "w") as writing:
        os.fchmod(opened, 0o600)
        json.dump({"logins": logins}, writing, indent=1)


def _ask_password() -> str:
    chosen: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return chosen


def _show_password(login: str, password: str | None) -> None:
    _print_json({"login": login, "password": password} if password else {"login": login})


def _print_json(result: Mapping[str, object]) -> None:
    out.print(json.dumps(result, ensure_ascii=False), markup=False)
