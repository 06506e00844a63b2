"""The law on working time as a table of rules, each with its article and the day it came into force.

The figures stand in ``law.toml``. They were read in the consolidated text of the Arbeidstijdenwet (chapters
1 and 5) and the Arbeidstijdenbesluit vervoer (chapter 2) as a public mirror of wetten.overheid.nl keeps it;
that copy names ministries of about 2014, and later changes could not be verified here. The day of 1 April
2007 is that of the act's simplification (Stb. 2007, 169 changes the decree on the same day); it too was not
read in the act itself.

Which of the two applies: the decree replaces the act's rests, weekly hours and nights for a *bus* (a vehicle
for more than eight passengers) and for a *taxi* that needs a permit (art. 2.3:1). A van with eight seats that
runs without one is neither, so the act itself holds. Where a line's transport counts as taxi work, art. 2.5:1
and 2.5:7 ask for less daily rest (10 hours) and the same weekly rest, shift and hours; the table then is the
stricter one, but for the weekly rest in parts, which is off unless a line turns it on. Not in the table: the
longer night shifts of art. 5:8 lid 3, which this house doesn't use, and the hours between 00:00 and 06:00 in
two weeks of art. 5:8 lid 9, which a collective agreement may choose instead of the number of nights.

What counts as a week is not defined in the act; it is read as Monday to Sunday, as in Regulation (EC)
561/2006, to which the decree refers (art. 2.1:1 lid 2).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Side(StrEnum):
    """On which side of its value a rule holds."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the law.

    Attributes
    ----------
    key
        The name under which a line can tighten it.
    value
        The law's value; ``unit`` is ``s`` for seconds or ``times``.
    since
        The day from which it is in force.
    exception
        Whether the law allows it only where the work asks for it: then a line says so itself.
    """

    key: str
    side: Side
    value: int
    law: str
    article: str
    since: date
    unit: str = "s"
    exception: bool = False

    @property
    def source(self) -> str:
        """Where the rule stands: “Arbeidstijdenwet art. 5:3 lid 2”."""
        return f"{self.law} art. {self.article}"

    def is_looser(self, value: int) -> bool:
        """Tell whether `value` would allow what this rule forbids."""
        return value > self.value if self.side is Side.AT_MOST else value < self.value


def newest_law() -> Mapping[str, Rule]:
    """Return the newest rule of each key: what a line's own values are measured by."""
    return {rule.key: rule for rule in _table()}


@cache
def _table() -> tuple[Rule, ...]:
    """Return every rule, those that came into force first at the front."""
    rows = tomllib.loads(files("busline.rules").joinpath("law.toml").read_text("utf-8"))["rule"]
    rules = [Rule(**{**row, "side": Side(row["side"])}) for row in rows]
    return tuple(sorted(rules, key=lambda rule: rule.since))
