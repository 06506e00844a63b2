"""``stops.csv``: the places where the vans stop."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from busline.line_folder.cells import (
    CountCell,
    DayCell,
    NameCell,
    NumberCell,
    SlugCell,
    StopKindCell,
    TextCell,
)
from busline.line_folder.rows.row import Row, WrongCell
from busline.record.tables import Base, Stop


class StopRow(Row):
    """A stop; without coordinates until somebody has found them, and from then on bookable."""

    file: ClassVar[str] = "stops.csv"
    table: ClassVar[type[Base]] = Stop

    id: SlugCell
    name: NameCell
    kind: StopKindCell
    street: TextCell = ""
    lat: NumberCell | None = Field(default=None, ge=-90, le=90)
    lon: NumberCell | None = Field(default=None, ge=-180, le=180)
    closed_on: DayCell | None = None
    residents: CountCell | None = Field(default=None, ge=0, le=1_000_000)

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        if (self.lat is None) != (self.lon is None):
            column = "lat" if self.lat is None else "lon"
            raise WrongCell(column, "is empty, but the other coordinate is given; both or none are expected")
        return self
