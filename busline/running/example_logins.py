"""The logins of the example line, as ``busline user example`` leaves them in the data folder."""

import json
from pathlib import Path

from pydantic import BaseModel, TypeAdapter, ValidationError

LOGINS_FILE = "example-logins.json"


class ExampleLogin(BaseModel):
    """One login of the example line, with the password that was made for it."""

    login: str
    password: str
    roles: list[str]


_logins = TypeAdapter(list[ExampleLogin])


def example_logins(data_dir: Path) -> list[ExampleLogin]:
    """Return the example logins that were made here; none where the line is a cooperative's own."""
    try:
        kept = json.loads((data_dir / LOGINS_FILE).read_text())
        return _logins.validate_python(kept["logins"])
    except (FileNotFoundError, ValueError, KeyError, TypeError, ValidationError):
        return []
