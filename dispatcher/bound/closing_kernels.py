"""Compiled kernels that tell whether the open rides of a label can still be closed."""

from dispatcher.bound.label_tables import LabelTables
from dispatcher.bound.labels import Labels
from dispatcher.planning.compiled import kernel


@kernel
def can_close_all(tables: LabelTables, labels: Labels, label: int) -> bool:
    """Tell whether each open ride, and each pair of them, can still be closed in time and the van be back."""
    row, time = labels.row[label], labels.time[label]
    end = len(tables.kinds) + 1
    for k in range(labels.open_count[label]):
        ride = labels.open[label, k]
        if has_to_stay(tables, ride):
            continue
        hop = tables.least_hops[row, tables.closing[ride]]
        by = labels.late[label, k + 1] + tables.spans[ride]
        if not closes_in_time(tables, labels, label, k, time + hop, by):
            return False
        if labels.gone[label, k + 1] + hop > tables.spans[ride]:
            return False
        for other in range(k):
            if not can_close_both(tables, labels, label, k, other):
                return False
    return bool(time + tables.least_hops[row, end] <= tables.limits.end_by)


@kernel
def has_to_stay(tables: LabelTables, ride: int) -> bool:
    """Tell whether a ride stays open to the end."""
    for k in range(len(tables.open_at_end)):  # noqa: SIM110 - as in `same`
        if tables.open_at_end[k] == ride:
            return True
    return False


@kernel
def can_close_both(tables: LabelTables, labels: Labels, label: int, one: int, other: int) -> bool:
    """Tell whether two open rides can be closed in one of the two orders."""
    return can_close_in_order(tables, labels, label, one, other) or can_close_in_order(
        tables, labels, label, other, one
    )


@kernel
def can_close_in_order(tables: LabelTables, labels: Labels, label: int, first: int, then: int) -> bool:
    """Tell whether two open rides can be closed in this order."""
    one, two = labels.open[label, first], labels.open[label, then]
    if has_to_stay(tables, one) or has_to_stay(tables, two):
        return True
    a, b = tables.closing[one], tables.closing[two]
    to_a, to_b = tables.least_hops[labels.row[label], a], tables.least_hops[a, b]
    if labels.gone[label, then + 1] + to_a + to_b > tables.spans[two]:
        return False
    at = max(labels.time[label] + to_a, tables.earliest[a])
    at = max(at + to_b, tables.earliest[b])
    return closes_in_time(tables, labels, label, then, at, labels.late[label, then + 1] + tables.spans[two])


@kernel
def closes_in_time(tables: LabelTables, labels: Labels, label: int, k: int, at: int, by: int) -> bool:
    """Tell whether the k-th open ride can be closed at `at`, where it must close no later than `by`."""
    limit = min(tables.latest[tables.closing[labels.open[label, k]]], by)
    return bool(at <= limit)
