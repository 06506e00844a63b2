"""The findings as a table."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from busline.running.doctor.finding import Finding, State

MARKS = {State.GOOD: ("✓ good", "green"), State.LOOK: ("! look", "yellow"), State.WRONG: ("✗ wrong", "red")}


def show_findings(console: Console, findings: Sequence[Finding]) -> None:
    """Print the findings, each with what to do under it, and how many are wrong."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for finding in findings:
        mark, colour = MARKS[finding.state]
        says = Text(finding.says)
        if finding.to_do:
            says.append(f"\n→ {finding.to_do}", style="bold")
        table.add_row(Text(mark, style=colour), finding.about, says)
    console.print(table)
    count = sum(not finding.ok for finding in findings)
    console.print(f"{count} wrong." if count else "Nothing is wrong.", style="bold red" if count else "green")
