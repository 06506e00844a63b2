"""What the person who started the line sees."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from busline.running.example_logins import LOGINS_FILE, ExampleLogin


def show_panel(console: Console, address: str, logins: Sequence[ExampleLogin], data_dir: Path) -> None:
    """Print where the line is found, who can log in, and how it is stopped."""
    where = Text.assemble("Open  ", (address, f"bold link {address}"))
    rest = Text.assemble(
        ("Data and logs  ", "dim"), (str(data_dir), "dim"), "\n", ("Ctrl-C stops everything.", "dim")
    )
    parts: list[RenderableType] = [where, Text()]
    if logins:
        others = Text(f"All {len(logins)} are in {data_dir / LOGINS_FILE}", style="dim")
        parts += [_logins(logins), others, Text()]
    parts.append(rest)
    console.print(Panel(Group(*parts), title="The line runs", border_style="green", padding=(1, 2)))


def _logins(logins: Sequence[ExampleLogin]) -> Table:
    table = Table(box=None, padding=(0, 3, 0, 0), header_style="dim")
    for heading in ("Example login", "Password", "Works as"):
        table.add_column(heading, no_wrap=True)
    one_each = {tuple(login.roles): login for login in reversed(logins)}
    for login in reversed(one_each.values()):
        table.add_row(login.login, login.password, ", ".join(login.roles))
    return table
