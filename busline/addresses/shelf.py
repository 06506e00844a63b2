"""What was looked up stays on the machine until a person has decided.

So that what is confirmed is what was shown, that no address is asked for twice, and that nothing is lost
when the network goes away halfway. The file names residents' addresses: only its owner can read it.
"""

import os
import tempfile
from pathlib import Path
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, ValidationError

from busline.addresses.sought import Sought
from busline.errors import InvalidInput


class Shelved(BaseModel):
    """The contents of a shelf: what one geocoder found."""

    model_config = ConfigDict(frozen=True)

    geocoder: str
    sought: tuple[Sought, ...] = ()


class Shelf:
    """The file with the proposals of one line in the folder `data`."""

    def __init__(self, data: Path, line_id: str) -> None:
        self.file = data / f"addresses-{quote(line_id, safe='')}.json"

    def read(self) -> Shelved:
        """Return what lies there.

        Raises
        ------
        InvalidInput
            If the file can't be read as what it should be.
        """
        try:
            return Shelved.model_validate_json(self.file.read_bytes())
        except FileNotFoundError:
            return Shelved(geocoder="")
        except (ValidationError, OSError) as broken:
            raise InvalidInput(
                f"{self.file} can't be read. Remove it, and look the addresses up again."
            ) from broken

    def write(self, shelved: Shelved) -> None:
        """Put `shelved` there, whole or not at all; an empty shelf is no file."""
        if not shelved.sought:
            self.file.unlink(missing_ok=True)
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.file.parent, prefix=".addresses-")  # mode 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as new:
                new.write(shelved.model_dump_json(indent=1))
                new.flush()
                os.fsync(new.fileno())
            os.replace(name, self.file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def keep_only_others(self, done: set[tuple[str, str]]) -> None:
        """Take away what was decided: pairs of noun and id."""
        shelved = self.read()
        left = tuple(thing for thing in shelved.sought if (thing.noun, thing.id) not in done)
        self.write(shelved.model_copy(update={"sought": left}))
