"""Asking a person at the terminal which proposals are right."""

from collections.abc import Sequence

import typer
from rich.console import Console
from rich.markup import escape

from busline.addresses.acceptance import Accepted, NotAcceptable, decisions
from busline.addresses.sought import Sought


def ask_person(shown: Sequence[Sought]) -> list[Accepted]:
    """Show the proposals for each thing, and return what the person chose; Enter leaves one as it is."""
    say = Console(stderr=True, highlight=False)
    accepted = []
    for thing in shown:
        if not thing.proposals and thing.noun == "resident":
            continue  # nearest already, or unknown: there is nothing to choose
        say.print(f"[bold]{thing.noun} {escape(thing.id)}[/bold]: {escape(thing.address)}")
        for index, proposal in enumerate(thing.proposals):
            what = f"{proposal.stop_id}, from {proposal.label}" if proposal.stop_id else proposal.label
            metres = "" if proposal.metres is None else f" ({proposal.metres} m)"
            say.print(f"  {index}: {escape(what)}{metres}")
        accepted += _choice(thing, say)
    return accepted


def _choice(thing: Sought, say: Console) -> list[Accepted]:
    while True:
        typed = typer.prompt("Number, LAT,LON or Enter", default="", show_default=False, err=True).strip()
        if not typed:
            return []
        try:
            return decisions([f"{thing.noun}:{thing.id}={typed}"], [thing])
        except NotAcceptable as wrong:
            say.print(f"  {escape(wrong.faults[0].message)}")
