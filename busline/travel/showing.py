"""Showing a person what new driving times change."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from busline.travel.change import MatrixChange
from busline.travel.draft import MatrixDraft

# Above this share of pairs, the source's own times do not agree with each other.
MANY_SHORTENED = 0.1


def show_change(draft: MatrixDraft, change: MatrixChange) -> None:
    """Say on standard error what changed, the biggest differences first."""
    say = Console(stderr=True, highlight=False)
    if change.biggest:
        say.print(_table(change))
    for sentence in sentences(draft, change):
        say.print(escape(sentence))


def sentences(draft: MatrixDraft, change: MatrixChange) -> list[str]:
    """Return what there is to say about a change, a sentence a line."""
    said = [f"{change.stops} stops, times from {change.source}."]
    if change.source_before not in (None, change.source):
        said.append(f"Before: {change.source_before}.")
    if change.pairs_changed:
        said.append(f"{change.pairs_changed} pairs of stops have another time.")
    if change.added and change.source_before is not None:
        said.append(f"New: {', '.join(change.added)}.")
    if change.removed:
        said.append(f"No longer there: {', '.join(change.removed)}.")
    if change.unplaced:
        said.append(f"Without coordinates: {', '.join(change.unplaced)}. Find them with “busline addresses”.")
    said += _shortened(change)
    if not change.stored:
        said.append("Nothing was stored." if draft.change.stored else "Nothing is new.")
    return said


def _shortened(change: MatrixChange) -> list[str]:
    pairs = change.shortening.pairs
    if not pairs:
        return []
    said = f"{pairs} pairs are faster over a third stop, by up to {change.shortening.most_s} s."
    if pairs > MANY_SHORTENED * change.stops * (change.stops - 1):
        said += " That is many: look at the source."
    return [said]


def _table(change: MatrixChange) -> Table:
    table = Table(title="The biggest differences")
    for column in ("from", "to"):
        table.add_column(column)
    for column in ("before", "now", "difference"):
        table.add_column(column, justify="right")
    for pair in change.biggest:
        difference = pair.after_s - pair.before_s
        table.add_row(
            escape(pair.from_stop),
            escape(pair.to_stop),
            f"{pair.before_s} s",
            f"{pair.after_s} s",
            f"{difference:+d} s",
        )
    return table
