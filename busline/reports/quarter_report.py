"""A quarter as it may leave the cooperative: counts in which nobody can be recognised."""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from busline.figures.rides import OUTCOMES
from busline.nouns import Quarter, RefusalReason
from busline.reports.quarter import ALL, FROM, TO, QuarterCounts
from busline.reports.suppression import (
    LEAST,
    Count,
    Protected,
    one_way,
    protect,
    rider_table,
    two_way,
)
from busline.reports.tally import Tally

ELSEWHERE = "elsewhere"  # homes at stops of which nobody has entered how many people live there
Figure = int | None


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True)


class Label(_Told):
    """A row or a column: its id, and its name where it is one of the line's own."""

    id: str
    name: str = ""


class Table(_Told):
    """Counts with their sums; a count that is hidden is null. A list has rows only, with `row_sums`.

    ``withheld``: nothing of it is told, as no choice of hidden counts would have protected people.
    """

    rows: list[Label]
    columns: list[Label]
    cells: list[list[Figure]]
    row_sums: list[Figure]
    column_sums: list[Figure]
    total: Figure
    withheld: bool


class Reach(_Told):
    """Who lives at a stop and who of them rode; `elsewhere` stands for all other homes, `residents` null."""

    stop: Label
    residents: int | None
    riders: Figure


class QuarterReport(_Told):
    """The figures of a quarter. Null is a count that is hidden to protect residents.

    Attributes
    ----------
    threshold
        Counts below it are hidden, and counts that fewer people make up.
    lapsed
        Riders of the quarter before who did not ride in this one.
    late
        Rides that did not keep their promise.
    worked_minutes
        By drivers, less breaks, of at least `threshold` drivers.
    """

    line: str
    line_name: str
    quarter: str
    threshold: int
    rides: Figure
    riders: Figure
    requests: Figure
    on_time: Figure
    late: Figure
    drivers: Figure
    worked_minutes: Figure
    outcomes: Table
    refusals: Table
    times: Table
    flows: Table
    activities: Table
    riders_by_kind: Table
    lapsed: Figure
    reach: list[Reach]

    @property
    def on_time_share(self) -> float | None:
        """The share of rides that kept their promise; None where that is hidden or nobody rode."""
        return self.on_time / self.rides if self.on_time is not None and self.rides else None


def make_report(line: str, line_name: str, quarter: Quarter, counts: QuarterCounts) -> QuarterReport:
    """Return what may be told of a quarter."""
    riders = protect(rider_table(counts.new, counts.returned, counts.regular, counts.lapsed))
    punctual = protect(
        one_way({name: counts.punctual[name] for name in ("on_time", "late")}, counts.rides, total_known=True)
    )
    hours_told = counts.drivers >= LEAST
    return QuarterReport(
        line=line,
        line_name=line_name,
        quarter=str(quarter),
        threshold=LEAST,
        rides=_alone(counts.rides),
        riders=riders["total",],
        requests=_alone(counts.requests),
        on_time=punctual["part", "on_time"],
        late=punctual["part", "late"],
        drivers=counts.drivers if hours_told or not counts.drivers else None,
        worked_minutes=counts.worked_s // 60 if hours_told or not counts.drivers else None,
        outcomes=_outcomes(quarter, counts),
        refusals=_refusals(quarter, counts),
        times=_times(counts),
        flows=_flows(counts),
        activities=_activities(counts),
        riders_by_kind=_list([Label(id=one) for one in ("new", "returned", "regular")], riders),
        lapsed=riders["part", "lapsed"],
        reach=_reach(counts),
    )


def _alone(count: Count) -> Figure:
    """Return a figure that stands in no table of its own: hidden just where it breaks the rule."""
    return None if count.breaks_the_rule else count.value


def _months(quarter: Quarter) -> list[Label]:
    return [Label(id=f"{month:%Y-%m}") for month in quarter.months]


def _outcomes(quarter: Quarter, counts: QuarterCounts) -> Table:
    rows = [Label(id=outcome) for outcome in OUTCOMES.values()]
    return _grid(rows, _months(quarter), counts.outcomes, ((), ()), known_rows=["rides"])


def _refusals(quarter: Quarter, counts: QuarterCounts) -> Table:
    rows = [Label(id=reason.value) for reason in RefusalReason]
    return _grid(rows, _months(quarter), counts.refusals, ((), ()))


def _times(counts: QuarterCounts) -> Table:
    seen = sorted(key[1] for key in counts.times.all() if key[0] == "h")
    hours = range(int(seen[0]), int(seen[-1]) + 1) if seen else range(0)
    rows = [Label(id=str(weekday)) for weekday in range(1, 8)]
    columns = [Label(id=f"{hour:02d}") for hour in hours]
    return _grid(rows, columns, counts.times, ((), ("h",)), total_known=True)


def _flows(counts: QuarterCounts) -> Table:
    stops = [Label(id=stop_id, name=name) for stop_id, name in counts.used.items()]
    return _grid(stops, stops, counts.flows, ((FROM,), (TO,)), total_known=True)


def _grid(
    rows: Sequence[Label],
    columns: Sequence[Label],
    tally: Tally[tuple[str, ...]],
    prefix: tuple[tuple[str, ...], tuple[str, ...]],
    *,
    known_rows: Sequence[str] = (),
    total_known: bool = False,
) -> Table:
    network = two_way(
        {(row.id, column.id): tally[row.id, column.id] for row in rows for column in columns},
        {row.id: tally[(*prefix[0], row.id)] for row in rows},
        {column.id: tally[(*prefix[1], column.id)] for column in columns},
        tally[ALL,],
        known_rows=known_rows,
        total_known=total_known,
    )
    shown = protect(network)
    return Table(
        rows=list(rows),
        columns=list(columns),
        cells=[[shown["cell", row.id, column.id] for column in columns] for row in rows],
        row_sums=[shown["row", row.id] for row in rows],
        column_sums=[shown["column", column.id] for column in columns],
        total=shown["total",],
        withheld=shown.withheld,
    )


def _activities(counts: QuarterCounts) -> Table:
    found = counts.activities.all()
    names = sorted(found)  # "" comes first: to no activity
    return _list(
        [Label(id=name or "none", name=name) for name in names],
        protect(one_way({name or "none": found[name] for name in names}, counts.rides, total_known=True)),
    )


def _list(rows: list[Label], shown: Protected) -> Table:
    return Table(
        rows=rows,
        columns=[],
        cells=[[] for _ in rows],
        row_sums=[shown["part", row.id] for row in rows],
        column_sums=[],
        total=shown["total",],
        withheld=shown.withheld,
    )


def _reach(counts: QuarterCounts) -> list[Reach]:
    parts = {stop_id: counts.homes[stop_id] for stop_id in counts.residents}
    homes = counts.homes.all()
    elsewhere = sum(count.value for stop_id, count in homes.items() if stop_id not in parts)
    whole = sum(count.value for count in homes.values())
    network = _with_few_who_stay(parts, counts.residents)
    shown = protect(
        one_way({**network, ELSEWHERE: Count(elsewhere, elsewhere)}, Count(whole, whole), total_known=True)
    )
    found = [
        Reach(
            stop=Label(id=stop_id, name=counts.names.get(stop_id, stop_id)),
            residents=counts.residents[stop_id],
            riders=shown["part", stop_id],
        )
        for stop_id in counts.residents
    ]
    return [*found, Reach(stop=Label(id=ELSEWHERE), residents=None, riders=shown["part", ELSEWHERE])]


def _with_few_who_stay(parts: Mapping[str, Count], residents: Mapping[str, int]) -> dict[str, Count]:
    """Return the riders of each stop; where all but a few residents ride, as told of those few.

    Who does not ride would be as recognisable there as who does.
    """
    few = {stop_id for stop_id in parts if 0 < residents[stop_id] - parts[stop_id].value < LEAST}
    return {
        stop_id: Count(count.value, min(count.people, 1)) if stop_id in few else count
        for stop_id, count in parts.items()
    }


__all__ = ["ELSEWHERE", "Label", "QuarterReport", "Reach", "Table", "make_report"]
