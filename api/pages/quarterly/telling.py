"""The tables of a quarter's report in a reader's words: the same on page, paper and spreadsheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from api.hours.months import first_day
from api.words import Times, Words
from busline.nouns import Quarter
from busline.reports.quarter_report import ELSEWHERE, Label, QuarterReport, Table

Value = str | int | None  # None is a count that is hidden
MONDAY = date(2024, 1, 1)
BUSIEST = 30  # as many flows as a page or a paper lists; the spreadsheet has all


@dataclass(frozen=True, slots=True)
class ToldTable:
    """A table with its heading; each row, and the sum, begins with its name."""

    key: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]
    sums: Sequence[Value] | None = None
    withheld: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Storyteller:
    """Tells of `report` in the language of `words`."""

    report: QuarterReport
    words: Words
    times: Times

    @property
    def name(self) -> str:
        """“3e kwartaal 2026”."""
        return quarter_name(self.words, Quarter.parse(self.report.quarter))

    def figures(self) -> ToldTable:
        """Return the figures that stand by themselves, each with its unit."""
        told, words = self.report, self.words
        share = told.on_time_share
        minutes = told.worked_minutes
        found: list[tuple[str, Value]] = [
            ("rides", told.rides),
            ("riders", told.riders),
            ("requests", told.requests),
            ("on-time", told.on_time),
            ("late", told.late),
            ("share", None if told.on_time is None else "–" if share is None else round(100 * share)),
            ("lapsed", told.lapsed),
            ("drivers", told.drivers),
            ("hours", None if minutes is None else round(minutes / 60)),
        ]
        return ToldTable(
            "figures",
            words("quarter-figures"),
            [words("quarter-col-figure"), words("quarter-col-count"), words("quarter-col-unit")],
            [(words(f"quarter-{key}"), value, words(f"quarter-unit-{key}")) for key, value in found],
        )

    def outcomes(self) -> ToldTable:
        """Return bookings by how they ended and month."""
        keys = {
            "rides": "rides",
            "cancellations": "cancellations",
            "no_shows": "no-shows",
            "broken": "broken",
        }
        names = [self.words(f"quarter-{keys[row.id]}") for row in self.report.outcomes.rows]
        return self._grid("outcomes", self.report.outcomes, names, self._months())

    def refusals(self) -> ToldTable:
        """Return refusals by reason and month."""
        names = [self.words(f"refusal-{row.id}") for row in self.report.refusals.rows]
        return self._grid("refusals", self.report.refusals, names, self._months())

    def riders(self) -> ToldTable:
        """Return riders by whether they rode before."""
        told = self.report.riders_by_kind
        return self._list("kinds", told, [self.words(f"quarter-{row.id}") for row in told.rows])

    def hours_of_the_week(self) -> ToldTable:
        """Return rides by weekday and hour."""
        told = self.report.times
        names = [self.times.weekday(MONDAY + timedelta(days=int(row.id) - 1)) for row in told.rows]
        return self._grid("times", told, names, [str(int(column.id)) for column in told.columns])

    def stops(self) -> ToldTable:
        """Return where people boarded and alighted."""
        told, words = self.report.flows, self.words
        rows = zip(told.rows, told.row_sums, told.column_sums, strict=True)
        return ToldTable(
            "stops",
            words("quarter-stops"),
            [words("quarter-col-stop"), words("quarter-boarded"), words("quarter-alighted")],
            [(label.name, boarded, alighted) for label, boarded, alighted in rows],
            [words("quarter-sum"), told.total, told.total],
            told.withheld,
        )

    def flows(self) -> ToldTable:
        """Return all flows, from the rows to the columns."""
        told = self.report.flows
        return self._grid(
            "flows", told, [row.name for row in told.rows], [column.name for column in told.columns]
        )

    def busiest_flows(self) -> ToldTable:
        """Return the largest flows that are shown, as a list."""
        told, words = self.report.flows, self.words
        shown = sorted(_pairs(told), key=lambda pair: (-pair[2], pair[0].name, pair[1].name))
        hidden = sum(value is None for row in told.cells for value in row)
        return ToldTable(
            "busiest",
            words("quarter-busiest"),
            [words("quarter-col-from"), words("quarter-col-to"), words("quarter-rides")],
            [(origin.name, goal.name, count) for origin, goal, count in shown[:BUSIEST]],
            withheld=told.withheld,
            note=words("quarter-busiest-note", more=max(0, len(shown) - BUSIEST), hidden=hidden),
        )

    def activities(self) -> ToldTable:
        """Return rides by the activity that they went to."""
        told = self.report.activities
        names = [row.name or self.words("quarter-no-activity") for row in told.rows]
        return self._list("activities", told, names)

    def reach(self) -> ToldTable:
        """Return who lives at a stop and who of them rode."""
        words = self.words
        rows: list[Sequence[Value]] = []
        for one in self.report.reach:
            name = words("quarter-elsewhere") if one.stop.id == ELSEWHERE else one.stop.name
            rows.append(
                (
                    name,
                    "–" if one.residents is None else one.residents,
                    one.riders,
                    self._share(one.riders, one.residents),
                )
            )
        keys = ("col-stop", "residents", "reached", "reach-share")
        return ToldTable(
            "reach",
            words("quarter-reach"),
            [words(f"quarter-{key}") for key in keys],
            rows,
            self._reached(),
            withheld=all(one.riders is None for one in self.report.reach),
        )

    def _reached(self) -> list[Value]:
        """Return who lives and who rode at all stops with a figure: all riders less those of elsewhere."""
        told = self.report
        residents = sum(one.residents or 0 for one in told.reach)
        elsewhere = told.reach[-1].riders
        riders = None if told.riders is None or elsewhere is None else told.riders - elsewhere
        return [self.words("quarter-reach-sum"), residents, riders, self._share(riders, residents)]

    def all(self) -> list[ToldTable]:
        """Return every table, the flows in full."""
        return [*self.short()[:-3], self.flows(), self.activities(), self.reach()]

    def short(self) -> list[ToldTable]:
        """Return every table, of the flows the largest."""
        parts = (self.figures, self.outcomes, self.refusals, self.riders, self.hours_of_the_week, self.stops)
        return [*(part() for part in parts), self.busiest_flows(), self.activities(), self.reach()]

    def _share(self, riders: int | None, residents: int | None) -> Value:
        if riders is None and residents:
            return None
        # More riders than residents: somebody has entered a wrong figure, and a share would say nothing.
        return (
            "–"
            if not residents or riders is None or riders > residents
            else self.times.percent(riders / residents)
        )

    def _months(self) -> list[str]:
        return [self.times.month(first_day(column.id)) for column in self.report.outcomes.columns]

    def _grid(self, key: str, told: Table, rows: Sequence[str], columns: Sequence[str]) -> ToldTable:
        words = self.words
        cells = zip(rows, told.cells, told.row_sums, strict=True)
        return ToldTable(
            key,
            words(f"quarter-{key}"),
            [words(f"quarter-head-{key}"), *columns, words("quarter-sum")],
            [(name, *values, whole) for name, values, whole in cells],
            [words("quarter-sum"), *told.column_sums, told.total],
            told.withheld,
        )

    def _list(self, key: str, told: Table, names: Sequence[str]) -> ToldTable:
        words = self.words
        return ToldTable(
            key,
            words(f"quarter-{key}"),
            [words(f"quarter-head-{key}"), words(f"quarter-count-{key}")],
            list(zip(names, told.row_sums, strict=True)),
            [words("quarter-sum"), told.total],
            told.withheld,
        )


def dated(times: Times, moment: datetime) -> str:
    """Return “do 26 nov 2026, 11:33”: what is kept for years says of which year it is."""
    return f"{times.day(moment)} {times.local(moment).year}, {times.clock(moment)}"


def quarter_name(words: Words, quarter: Quarter) -> str:
    """Return “3e kwartaal 2026”."""
    return words("quarter-name", number=str(quarter.number), year=str(quarter.year))


def _pairs(told: Table) -> Iterator[tuple[Label, Label, int]]:
    for origin, row in zip(told.rows, told.cells, strict=True):
        for goal, value in zip(told.columns, row, strict=True):
            if value:
                yield origin, goal, value
