"""Compiled kernels of when a van leaves by the desk's rule, and of what puts that off.

The rule is `dispatcher.planning.route.kernels.settle`. Visits are as early as they can be. A ride's longest
time may put off its pickup, and with it what follows: so the drop-off of a ride that was on board already,
which by its own longest time puts off the pickup of that. A van leaves later for it if that goes back to
before the first drop-off; what came before stays where it is.
"""

from dispatcher.bound.label_tables import CLOSES, RESTS, LabelTables
from dispatcher.bound.labels import Labels
from dispatcher.planning.columns import NEVER
from dispatcher.planning.compiled import kernel


@kernel
def latest_leave(tables: LabelTables, labels: Labels, old: int, row: int, time: int, allowed: int) -> int:
    """Return when a van leaves at the latest that begins the visit of `row` at `time`, after label `old`.

    Windows allow it until `allowed`. The desk plans every visit as early as it can be, and puts off leaving
    by what would be waited before the first drop-off, a pickup by no more than its drift. A pickup that its
    ride's longest time puts off puts off what follows (`put_off`); then no less is returned.
    """
    if not tables.limits.settles or is_first_rest(tables, labels, old, row):
        return allowed
    gone = labels.gone[old, 0] + tables.hops[labels.row[old], row]
    leave = min(allowed, max(time, tables.settled_by[row]) - gone)
    if tables.kinds[row] == CLOSES:
        k = place_of(labels, old, tables.rides[row])
        leave = max(leave, put_off(labels, old, k, asked_by(tables, labels, old, k, row, time)))
    return int(leave)


@kernel
def is_first_rest(tables: LabelTables, labels: Labels, old: int, row: int) -> bool:
    """Tell whether a visit is a break before all rides, which waits for them as long as it may."""
    return bool(tables.kinds[row] == RESTS and labels.row[old] == len(tables.kinds))


@kernel
def open_first(labels: Labels, label: int, k: int, leave_before: int) -> None:
    """Write that nothing has put anything off yet since the k-th open ride was opened."""
    labels.leave_before[label, k], labels.spare[label, k] = leave_before, NEVER
    labels.reach[label, k] = labels.asked[label, k] = -NEVER


@kernel
def place_of(labels: Labels, label: int, ride: int) -> int:
    """Return the place of an open ride among those of a label, from 1 on."""
    k = 1
    while labels.open[label, k - 1] != ride:
        k += 1
    return k


@kernel
def spare_of(tables: LabelTables, labels: Labels, old: int, k: int, row: int) -> int:
    """Return by how much longer than it is driven a ride may be that is closed by a visit of `row`."""
    hop = tables.hops[labels.row[old], row]
    return int(tables.spans[tables.rides[row]] - labels.gone[old, k] - hop)


@kernel
def asked_by(tables: LabelTables, labels: Labels, old: int, k: int, row: int, time: int) -> int:
    """Return until when the longest time of a ride closed at `time` puts off a van that comes straight to it.

    By its own time or, where a ride opened later has put off its drop-off, by that less the time to spare.
    """
    before = labels.gone[old, 0] - labels.gone[old, k]
    asked = time - tables.spans[tables.rides[row]] - before
    asked = max(asked, labels.asked[old, k] - spare_of(tables, labels, old, k, row))
    return int(min(asked, labels.late[old, k] - before))


@kernel
def put_off(labels: Labels, label: int, k: int, asked: int) -> int:
    """Return until when the van may leave that the k-th open ride asks to leave as late as `asked`.

    What came before the ride stays where it is, unless the ride has put off the drop-off of one that was
    open already, which puts off its pickup: by what is asked less the time that such a ride had to spare.
    """
    through_others = min(asked - labels.spare[label, k], labels.reach[label, k])
    return int(min(asked, max(labels.leave_before[label, k], through_others)))


@kernel
def pass_on(tables: LabelTables, labels: Labels, old: int, new: int, row: int) -> None:
    """Tell the rides that stay open what a closed one has put off, or may put off through it later."""
    k = place_of(labels, old, tables.rides[row])
    hop = tables.hops[labels.row[old], row]
    asked, leave = asked_by(tables, labels, old, k, row, labels.time[new]), labels.late[new, 0]
    least_spare, before = spare_of(tables, labels, old, k, row), labels.leave_before[old, k]
    if before <= leave:  # it puts off leaving through others alone
        least_spare = min(least_spare + labels.spare[old, k], NEVER)
    reach = most_put_off(labels, old, k)
    for n in range(1, labels.open_count[new] + 1):
        gone = labels.gone[new, n] - hop
        if gone >= labels.gone[old, k]:  # opened before it
            labels.asked[new, n] = max(labels.asked[new, n], asked)
        if gone <= labels.gone[old, k]:
            labels.spare[new, n] = min(labels.spare[new, n], least_spare)
            labels.reach[new, n] = max(labels.reach[new, n], reach)
        labels.leave_before[new, n] = min(max(labels.leave_before[new, n], leave), NEVER)


@kernel
def most_put_off(labels: Labels, label: int, k: int) -> int:
    """Return until when the k-th open ride can put off leaving at most, by its longest time."""
    before = labels.gone[label, 0] - labels.gone[label, k]
    at_most = labels.late[label, k] - before
    through_others = min(at_most - labels.spare[label, k], labels.reach[label, k])
    return int(min(at_most, max(labels.leave_before[label, k], through_others)))


@kernel
def most_any_puts_off(labels: Labels, label: int) -> int:
    """Return until when an open ride can put off leaving at most."""
    at_most = -NEVER
    for k in range(1, labels.open_count[label] + 1):
        at_most = max(at_most, most_put_off(labels, label, k))
    return int(at_most)


@kernel
def leaves_later(labels: Labels, one: int, other: int) -> int:
    """Return by how much the van of label `other` may leave later than that of `one`, by the desk's rule.

    Also after further visits, the same for both. What windows ask of these lets no van leave later than
    before, so that the lag stays. Only an open ride's longest time does (`latest_leave`), and `other` by as
    much more as

    - its drop-off comes later, less the drive before its pickup: at most `behind`, as visits to come bring
      the two no further apart;
    - a put-off on its way passes riders who have more time to spare for `one`, as they were driven up to
      `longer` less. It passes two of those that are open now at most: they are on board together, so that
      each puts off the drop-off of any other by itself (`asked_by`, `put_off`).

    That is so where nothing known of an open ride puts off less for `one` (`puts_off_more`). Else the lag is
    what open rides can put off at most.
    """
    now = min(labels.time[one] - labels.gone[one, 0], labels.late[one, 0])
    lag = min(labels.time[other] - labels.gone[other, 0], labels.late[other, 0]) - now
    lag = max(lag, labels.late[other, 0] - labels.late[one, 0])
    at_most = most_any_puts_off(labels, other)
    if at_most <= labels.late[other, 0]:
        return int(lag)
    behind = labels.time[other] - labels.gone[other, 0] - labels.time[one] + labels.gone[one, 0]
    longer = 0
    for k in range(1, labels.open_count[other] + 1):
        if not puts_off_more(labels, one, other, k):
            return int(max(lag, at_most - now))
        before = labels.gone[other, 0] - labels.gone[other, k]
        before_one = labels.gone[one, 0] - labels.gone[one, k]
        behind = max(behind, labels.time[other] - before - labels.time[one] + before_one, before_one - before)
        longer = max(longer, labels.gone[other, k] - labels.gone[one, k])
    return int(max(lag, min(behind + 2 * longer, at_most - now)))


@kernel
def puts_off_more(labels: Labels, one: int, other: int, k: int) -> bool:
    """Tell whether the k-th open ride may put off leaving by no less for label `one` than for `other`."""
    if labels.leave_before[one, k] < labels.leave_before[other, k]:
        return False
    if labels.spare[one, k] > labels.spare[other, k] or labels.reach[one, k] < labels.reach[other, k]:
        return False
    return bool(labels.asked[one, k] >= labels.asked[other, k])
