"""``vans.csv`` and ``windows.csv``: the vans and when they are lent."""

from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator

from busline.line_folder.cells import (
    ClockCell,
    EndCell,
    LayoutsCell,
    NameCell,
    SlugCell,
    WeekdayCell,
    YesNoCell,
)
from busline.line_folder.rows.row import Row, require_order
from busline.nouns import Layout
from busline.record.tables import Base, Van, WindowPattern


class VanRow(Row):
    """A van with the stop where it stands and the ways its floor can be set up."""

    file: ClassVar[str] = "vans.csv"
    table: ClassVar[type[Base]] = Van
    renamed: ClassVar[dict[str, str]] = {"base": "base_stop_id"}
    references: ClassVar[dict[str, str]] = {"base": "stops.csv"}

    id: SlugCell
    name: NameCell
    plate: Annotated[str, Field(max_length=20)] = ""
    base: SlugCell
    layouts: LayoutsCell
    active: YesNoCell = True
    lender: Annotated[str, Field(max_length=64)] = ""

    def values(self) -> dict[str, Any]:
        """Return what the table keeps of this row; layouts as plain JSON."""
        return super().values() | {"layouts": [layout.model_dump() for layout in self.layouts]}

    @classmethod
    def of(cls, kept: Base) -> Self:
        """Return the row that says what the record keeps in `kept`."""
        row = super().of(kept)
        return row.model_copy(update={"layouts": tuple(Layout.model_validate(it) for it in row.layouts)})


class WindowRow(Row):
    """A weekly span in which a van is lent."""

    file: ClassVar[str] = "windows.csv"
    table: ClassVar[type[Base]] = WindowPattern
    key: ClassVar[tuple[str, ...]] = ("van", "weekday", "starts", "ends")
    renamed: ClassVar[dict[str, str]] = {"van": "van_id"}
    references: ClassVar[dict[str, str]] = {"van": "vans.csv"}

    van: SlugCell
    weekday: WeekdayCell
    starts: ClockCell
    ends: EndCell

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        require_order(self.starts, self.ends)
        return self
