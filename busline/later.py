"""Sub-commands that are imported only when they are called: starting a part must not wait for all others."""

from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup
from typer.main import get_command


class LaterGroup(TyperGroup):
    """A group of commands, some of which are only known by their place."""

    places: ClassVar[dict[str, str]] = {}

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands, without importing any."""
        return sorted({*super().list_commands(ctx), *self.places})

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return one command, importing it if need be."""
        if cmd_name not in self.commands and cmd_name in self.places:
            self.add_command(_load(cmd_name, self.places[cmd_name]), cmd_name)
        return super().get_command(ctx, cmd_name)


def later(app: typer.Typer, name: str, place: str) -> None:
    """Add to `app` a sub-command that is imported when it is called, or listed with its help.

    Parameters
    ----------
    app
        Any typer application; commands added the usual way stay beside it.
    name
        What the user types.
    place
        ``package.module:object``; a function, or an application with sub-commands of its own.
    """
    if app.registered_callback is None:
        group = type("Later", (LaterGroup,), {"places": {}})
        app.callback(cls=group, help=app.info.help, no_args_is_help=True)(_nothing)
    known = app.registered_callback.cls if app.registered_callback else None
    if known is None or not issubclass(known, LaterGroup):
        raise TypeError("an application with a callback of its own can't have commands that come later")
    known.places[name] = place


def _nothing() -> None:
    return None


def _load(name: str, place: str) -> Any:
    module, _, attribute = place.partition(":")
    found: Any = getattr(import_module(module), attribute)
    if not isinstance(found, typer.Typer):
        alone = typer.Typer(add_completion=False)
        alone.command(name)(found)
        found = alone
    command = get_command(found)
    command.name = name
    return command
