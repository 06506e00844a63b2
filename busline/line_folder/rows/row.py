"""What the rows of all CSV files share: their file, their columns, and how they map to a table."""

from datetime import time
from typing import Any, ClassVar, Self, cast

from pydantic import BaseModel, ConfigDict

from busline.record.tables import Base


class WrongCell(ValueError):
    """A cell that is right by itself but not beside the others of its row."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


class Row(BaseModel):
    """One row of a CSV file; its fields are the columns.

    Attributes
    ----------
    file
        The name of the file.
    table
        The table that keeps such rows.
    key
        The columns that tell rows apart.
    renamed
        The table's name of a column, where it has another.
    references
        The file whose ids a column names.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    file: ClassVar[str]
    table: ClassVar[type[Base]]
    key: ClassVar[tuple[str, ...]] = ("id",)
    renamed: ClassVar[dict[str, str]] = {}
    references: ClassVar[dict[str, str]] = {}

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Return the columns in the order in which they are written."""
        return tuple(cls.model_fields)

    @classmethod
    def required(cls) -> tuple[str, ...]:
        """Return the columns that must be there."""
        return tuple(name for name, field in cls.model_fields.items() if field.is_required())

    @property
    def identity(self) -> tuple[Any, ...]:
        """What tells this row from the others of its file."""
        return tuple(getattr(self, column) for column in self.key)

    def values(self) -> dict[str, Any]:
        """Return what the table keeps of this row, by the table's names."""
        return {self.renamed.get(name, name): getattr(self, name) for name in self.columns()}

    @classmethod
    def of(cls, kept: Base) -> Self:
        """Return what the record keeps in `kept` as a row, whether or not an import would take it."""
        values = {name: getattr(kept, cls.renamed.get(name, name)) for name in cls.columns()}
        return cast(Self, cls.model_construct(**values))

    def cells(self) -> dict[str, str]:
        """Return the text of each cell."""
        return {name: "" if value is None else str(value) for name, value in self.model_dump().items()}


def require_order(starts: time, ends: time) -> None:
    """Check that a span ends after it starts; 00:00 as its end is midnight.

    Raises
    ------
    WrongCell
        If it does not.
    """
    if time(0) < ends <= starts:
        raise WrongCell(
            "ends",
            f"ends at {ends:%H:%M}, but starts at {starts:%H:%M}; an end after the start is expected "
            "(a span over midnight is two rows, the first until 24:00)",
        )
