"""Day lists and manifests as files: written whole, readable by few, and gone after some days."""

import os
import re
from datetime import date
from pathlib import Path
from secrets import token_hex

from api.words import LANGUAGES, words_in
from busline.errors import InvalidInput

PAPERS = ("daylist-file", "paper-manifests-file")  # what the files of a day are called
MODE = 0o640  # the service's user writes it, its group reads and prints it


class NoPlaceForPaper(InvalidInput):
    """The file with a day list can't be written where it should be."""

    code = "no-place-for-paper"


def keep(file: Path, pdf: bytes) -> None:
    """Write `pdf` to `file`; a file with its final name is whole.

    Raises
    ------
    NoPlaceForPaper
        If the folder is not there or can't be written to.
    """
    part = file.with_name(f".{file.name}.{token_hex(4)}.part")  # of this writing: another may be under way
    try:
        opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as writing:
            os.fchmod(opened, MODE)  # whatever the umask says, and before there is anything to read
            writing.write(pdf)
            writing.flush()
            os.fsync(opened)
        part.replace(file)
    except OSError as broken:
        part.unlink(missing_ok=True)
        raise NoPlaceForPaper(f"{file} can't be written: {broken.strerror}.") from broken


def remove_before(folder: Path, line_id: str, first_kept: date) -> list[Path]:
    """Delete a line's papers of the days before `first_kept`, in whichever language; return which."""
    names = [words_in(language)(key) for language in LANGUAGES for key in PAPERS]
    words = "|".join(re.escape(name) for name in names)
    part = r"(?:(?:\.[0-9a-f]{8})?\.part)?"
    ours = re.compile(rf"\.?(?:{words})-{re.escape(line_id)}-(\d{{4}}-\d{{2}}-\d{{2}})\.pdf{part}")
    gone = []
    for file in sorted(folder.iterdir()):
        found = ours.fullmatch(file.name)
        # By the day in the name: a copy that was made later holds the same names.
        if found and found[1] < first_kept.isoformat():
            file.unlink(missing_ok=True)
            gone.append(file)
    return gone


def place_for(out: Path, name: str) -> Path:
    """Return where a day list goes: into the folder `out` under its own name, or to the file `out`."""
    return out / name if out.is_dir() else out
