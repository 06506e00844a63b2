"""``other_transport.csv``: what else there is, for callers for whom the line has no place."""

from typing import Any, ClassVar, Self

from pydantic import Field, model_validator

from busline.line_folder.cells import AidsCell, NameCell, PhoneCell, SlugCell, SlugsCell, TransportKindCell
from busline.line_folder.rows.row import Row, WrongCell
from busline.nouns import Aid, TransportKind
from busline.record.tables import Base, OtherTransport

BY_TIMETABLE = frozenset({TransportKind.TRAM, TransportKind.BUS, TransportKind.TRAM_AND_BUS})


class OtherTransportRow(Row):
    """A halt of trams or buses, with the line's stops near it; or somebody to phone."""

    file: ClassVar[str] = "other_transport.csv"
    table: ClassVar[type[Base]] = OtherTransport
    references: ClassVar[dict[str, str]] = {"stops": "stops.csv"}

    id: SlugCell
    name: NameCell
    kind: TransportKindCell
    phone: PhoneCell = ""
    stops: SlugsCell = ()
    aids: AidsCell = Field(default=())

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.kind in BY_TIMETABLE and not self.stops:
            raise WrongCell("stops", "is empty; the line's stops near this halt are expected")
        if self.kind not in BY_TIMETABLE and not self.phone:
            raise WrongCell("phone", "is empty; the number to phone is expected")
        return self

    def values(self) -> dict[str, Any]:
        """Return what the table keeps of this row; the lists as plain JSON."""
        lists = {"stops": list(self.stops), "aids": [aid.value for aid in self.aids]}
        return super().values() | lists

    @classmethod
    def of(cls, kept: Base) -> Self:
        """Return the row that says what the record keeps in `kept`."""
        row = super().of(kept)
        lists = {"stops": tuple(row.stops), "aids": tuple(Aid(aid) for aid in row.aids)}
        return row.model_copy(update=lists)
