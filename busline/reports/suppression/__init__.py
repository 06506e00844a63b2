"""Hiding what would make a resident recognisable in published counts, and what would give that away.

The rule
    A count of 1 to 4 is hidden, and so is a larger one that fewer than 5 people make up (sixty rides of one
    resident are one resident). **A zero is shown**: it tells of nobody, most pairs of stops are zero, and
    hiding them would leave tables of crosses. A zero is therefore never used to protect another cell either.

What gives a hidden count away
    Its table's sums. Every table here is a circulation: an inner cell is an arc from its row to its column, a
    row sum an arc from “all rows” to its row, a total the arc that closes the circle (`network`). Whoever
    subtracts knows exactly that what flows into each node flows out of it. So a hidden cell can be something
    else just where a cycle of hidden arcs runs through it with room to move, and the smallest and largest
    value that a reader can't exclude are two maximum flows: whole numbers, exact, and no solver is needed
    (`audit`). Cells that close such cycles are hidden as well, the cheapest first (`choose`).
    Cox (1995), Network models for complementary cell suppression, J. Am. Stat. Assoc. 90, 1453–1462;
    Fischetti and Salazar (2001), Solving the cell suppression problem on tabular data with linear
    constraints, Management Science 47, 1008–1027; Hundepool et al. (2012), Statistical Disclosure Control,
    Wiley, chapters 4 and 5. The last two choose by linear or integer programming, which hides somewhat less;
    the check is as strong.

What is promised of every hidden cell
    1. A reader who also knows the rule, and of each hidden cell whether it is below 5 or not, is left with at
       least two values.
    2. A reader who knows the rule, but not which cells were hidden to protect others, is left with a range of
       `least_width` for whatever breaks the rule: at least 4, and a fifth of the count.
    Where no choice achieves that, the table is withheld, zeroes included.

Tables that share a figure
    All tables of rides share one total, which is published in any case (`known`) and never used as a
    protection. With the shared figure known, the equations of one table say nothing of another's, so that
    each may be protected by itself. Where the shared figure may not be shown itself, all is withheld.

Periods
    Only whole calendar quarters, which never overlap, and months inside their quarter's own table, leave. The
    quarter before is told of by riders who stayed away; that equation is part of the table of riders. A
    quarter is frozen when it first leaves, as two versions of it would be two overlapping periods.

What this does not stop
    Somebody who knows what they contributed themselves can take that off; and somebody who runs this very
    procedure on every possible quarter can exclude those for which it would have hidden other cells.
"""

from busline.reports.suppression.audit import Interval, interval
from busline.reports.suppression.choose import choose_hidden
from busline.reports.suppression.network import Cell, Key, Network
from busline.reports.suppression.protect import Protected, protect
from busline.reports.suppression.rule import LEAST, NOBODY, Count, least_width
from busline.reports.suppression.tables import one_way, rider_table, two_way

__all__ = [
    "LEAST",
    "NOBODY",
    "Cell",
    "Count",
    "Interval",
    "Key",
    "Network",
    "Protected",
    "choose_hidden",
    "interval",
    "least_width",
    "one_way",
    "protect",
    "rider_table",
    "two_way",
]
