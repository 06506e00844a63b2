"""How a line is shown."""

from typing import Literal

from pydantic import BaseModel

from api.common import Shown
from busline.rules.line_rules import LineRules


class LineCard(Shown):
    """One neighbourhood service."""

    id: str
    name: str
    timezone: str
    phone: str
    rules: LineRules


class Planned(BaseModel):
    """The line's dispatcher answers."""

    status: Literal["planned"] = "planned"
