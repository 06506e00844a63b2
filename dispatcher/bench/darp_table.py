"""A table of published instances planned by us and by a peer, as Markdown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from busline.errors import InvalidInput
from busline.progress import Report
from dispatcher.bench.darp import DarpResult, plan_instance, production, stock_ortools
from dispatcher.bench.darp_file import DarpInstance, read_instance
from dispatcher.improver.warming import warm

HEAD = (
    "| instance | requests | vans | busline | s | at least | OR-Tools routing | longer by |",
    "|---|--:|--:|--:|--:|--:|--:|--:|",
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One instance, planned by production and by the stock OR-Tools routing model in the same time."""

    instance: DarpInstance
    ours: DarpResult
    peers: DarpResult

    def __str__(self) -> str:
        """Return the row of the table."""
        bound = self.ours.lower_bound
        cells = [
            self.instance.name,
            str(self.instance.requests),
            str(self.instance.vehicles),
            _length(self.ours.cost),
            f"{self.ours.seconds:.1f}",
            "" if bound is None else f"{bound:.2f}",
            _length(self.peers.cost),
            "" if self.longer is None else f"{100 * self.longer:.1f} %",
        ]
        return f"| {' | '.join(cells)} |"

    @property
    def longer(self) -> float | None:
        """By which share the peer's plan is longer than ours; None where one of them leaves a request out."""
        if not self.ours.cost or self.peers.cost is None:
            return None  # no share of nothing
        return self.peers.cost / self.ours.cost - 1

    @property
    def gap(self) -> float | None:
        """By which share our plan is longer than what is proven to be the least, where something is."""
        if self.ours.cost is None or not self.ours.lower_bound:
            return None
        return max(0.0, self.ours.cost / self.ours.lower_bound - 1)


def table_of(folder: Path, *, seconds: float, seed: int, report: Report) -> Iterator[str]:
    """Yield the lines of a table of every instance of `folder`, and what they come to.

    Raises
    ------
    InvalidInput
        If there is no instance in the folder, or one can't be read.
    """
    files = sorted(folder.glob("*.txt"))
    if not files:
        raise InvalidInput(f"There is no instance file (.txt) in {folder}.")
    warm()
    rows: list[TableRow] = []
    yield from HEAD
    for number, file in enumerate(files):
        report(f"Planning {file.stem}", number, len(files))
        rows.append(_row(file, seconds=seconds, seed=seed))
        yield str(rows[-1])
    yield ""
    yield from summary(rows)


def _row(file: Path, *, seconds: float, seed: int) -> TableRow:
    instance = read_instance(file)
    ours = plan_instance(instance, production, seconds=seconds, seed=seed)
    peers = plan_instance(instance, stock_ortools, seconds=seconds, seed=seed)
    return TableRow(instance, ours, peers)


def summary(rows: Sequence[TableRow]) -> Iterator[str]:
    """Yield in words how far our plans are from the proven least, and the peer's from ours."""
    gaps = [row.gap for row in rows if row.gap is not None]
    longer = [row.longer for row in rows if row.longer is not None]
    whole = [sum(result.cost is not None for result in results) for results in _both(rows)]
    yield f"Served whole: {whole[0]} of {len(rows)} by busline, {whole[1]} by OR-Tools routing."
    if gaps:
        yield (
            f"busline above the proven least, where one is known ({len(gaps)}): mean {_percent(gaps)}, "
            f"worst {100 * max(gaps):.2f} %."
        )
    if longer:
        yield f"OR-Tools routing above busline: mean {_percent(longer)}, worst {100 * max(longer):.2f} %."


def _both(rows: Sequence[TableRow]) -> tuple[list[DarpResult], list[DarpResult]]:
    return [row.ours for row in rows], [row.peers for row in rows]


def _percent(shares: Sequence[float]) -> str:
    return f"{100 * sum(shares) / len(shares):.2f} %"


def _length(cost: float | None) -> str:
    return "not all served" if cost is None else f"{cost:.2f}"
