"""Where a line's driving times come from unless somebody says otherwise; kept in its ``line.toml``."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from busline.errors import Fault, InvalidInput
from busline.travel.source import SourceKind


class TravelSettings(BaseModel):
    """The ``[travel]`` table of a line.

    ``detour`` and ``speed_kmh`` belong to the great circle, ``file`` to an OpenStreetMap extract, ``url``
    to an OSRM or Valhalla server. ``traffic`` lengthens the times of a map or a server, which know no
    traffic lights and no rush hour.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: SourceKind = SourceKind.GREAT_CIRCLE
    detour: float = Field(default=1.3, ge=1.0, le=5.0)
    speed_kmh: float = Field(default=22.0, ge=3.0, le=120.0)
    traffic: float = Field(default=1.0, ge=0.5, le=5.0)
    file: str | None = Field(default=None, max_length=1000)
    url: str | None = Field(default=None, max_length=1000, pattern=r"^https?://[^\s/?#]+[^\s?#]*$")

    @model_validator(mode="before")
    @classmethod
    def _one_spelling(cls, given: Any) -> Any:
        if isinstance(given, dict) and isinstance(given.get("kind"), str):
            return given | {"kind": given["kind"].replace("_", "-")}
        return given

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Self:
        if self.kind is SourceKind.OSM and not self.file:
            raise ValueError("an OpenStreetMap source needs the file of an extract")
        if self.kind in (SourceKind.OSRM, SourceKind.VALHALLA) and not self.url:
            raise ValueError(f"an {self.kind.value} source needs the URL of its server")
        return self


def travel_settings(given: dict[str, Any]) -> TravelSettings:
    """Return the settings in `given`, a line's ``travel``; an empty one means the defaults.

    Raises
    ------
    InvalidInput
        With one fault for each value that can't be.
    """
    try:
        return TravelSettings.model_validate(given)
    except ValidationError as wrong:
        faults = [
            Fault(".".join(["travel", *map(str, error["loc"])]), error["msg"]) for error in wrong.errors()
        ]
        raise InvalidInput("The line's travel settings can't be used.", faults=faults) from wrong
