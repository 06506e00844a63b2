"""Calendar quarters: the spans of days over which the line reports."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

QUARTER_PATTERN = r"^20\d\d-Q[1-4]$"


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a year; `number` is 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """Return the quarter that holds `day`."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Return the quarter written as ``2026-Q4``.

        Raises
        ------
        ValueError
            If it is written otherwise.
        """
        if not re.fullmatch(QUARTER_PATTERN, text):
            raise ValueError(f"“{text}” is no quarter; one like 2026-Q4 is expected")
        return cls(int(text[:4]), int(text[-1]))

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return self.after.first - timedelta(days=1)

    @property
    def months(self) -> tuple[date, date, date]:
        """The first day of each month."""
        begin = 3 * self.number - 2
        return date(self.year, begin, 1), date(self.year, begin + 1, 1), date(self.year, begin + 2, 1)

    @property
    def after(self) -> "Quarter":
        """The next quarter."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def before(self) -> "Quarter":
        """The quarter before."""
        return Quarter.of(self.first - timedelta(days=1))
