"""``line.toml``: what a line is called, its rules, and where its driving times come from."""

import json
import tomllib
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from busline.errors import Fault
from busline.line_folder.cells import NameCell, PhoneCell, SlugCell
from busline.line_folder.faults import words_of
from busline.record.tables import Line
from busline.rules.line_rules import LineRules
from busline.rules.working_time import WorkingTimeRules
from busline.travel import TravelSettings

LINE_FILE = "line.toml"


class LineFile(BaseModel):
    """The contents of ``line.toml``; whatever is left out has a default that suits a neighbourhood bus."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    id: SlugCell
    name: NameCell
    timezone: str = "Europe/Amsterdam"
    phone: PhoneCell = ""
    rules: LineRules = Field(default_factory=LineRules)
    working_time: WorkingTimeRules = Field(default_factory=WorkingTimeRules)
    travel: TravelSettings = Field(default_factory=TravelSettings)

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, given: str) -> str:
        try:
            ZoneInfo(given)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"“{given}” is no time zone; one like Europe/Amsterdam is expected") from None
        return given

    def values(self) -> dict[str, Any]:
        """Return what the table of lines keeps of it."""
        return self.model_dump(mode="json")

    @classmethod
    def of(cls, line: Line) -> "LineFile":
        """Return what the record keeps in `line`."""
        return cls(
            id=line.id,
            name=line.name,
            timezone=line.timezone,
            phone=line.phone,
            rules=LineRules.model_validate(line.rules),
            working_time=WorkingTimeRules.model_validate(line.working_time),
            travel=TravelSettings.model_validate(line.travel),
        )


def parse_line_file(text: str) -> tuple[LineFile | None, list[Fault]]:
    """Return the line that `text` describes, or every fault in it."""
    try:
        return LineFile.model_validate(tomllib.loads(text)), []
    except tomllib.TOMLDecodeError as broken:
        return None, [Fault(LINE_FILE, f"is no TOML: {broken}", "no-toml")]
    except ValidationError as wrong:
        return None, list(_faults(wrong))


def line_file_text(line: LineFile) -> str:
    """Return `line` as the text of a ``line.toml``."""
    return "\n".join(_toml(line.model_dump(mode="json", exclude_none=True))) + "\n"


def _faults(wrong: ValidationError) -> Iterator[Fault]:
    for error in wrong.errors():
        key = ".".join(map(str, error["loc"]))
        words = "is missing" if error["type"] == "missing" else words_of(error)
        yield Fault(f"{LINE_FILE}, {key}", words, error["type"], {"file": LINE_FILE, "key": key})


def _toml(table: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the lines of a table: its values first, then the tables inside it."""
    for key, value in table.items():
        if not isinstance(value, dict):
            # JSON's strings, numbers and truth values are TOML's too, but for the character DEL.
            yield f"{key} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "\\u007f")
    for key, value in table.items():
        if isinstance(value, dict):
            yield f"\n[{'.'.join((*path, key))}]"
            yield from _toml(value, (*path, key))
