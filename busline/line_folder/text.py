"""The text of a file, whichever program wrote it."""

import codecs
import unicodedata
from pathlib import Path

from busline.errors import Fault

MAX_BYTES = 20_000_000  # a line's largest file is its residents; this holds a hundred thousand of them
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(path: Path) -> str | Fault:
    """Return the text of `path` with plain line ends, or what is wrong with the file.

    UTF-8 with or without its mark, UTF-16 with one (Excel's "Unicode text"), else Windows-1252.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            return Fault(path.name, f"is larger than {MAX_BYTES // 1_000_000} MB", "too-large")
        data = path.read_bytes()
    except OSError as broken:
        return Fault(path.name, f"can't be read: {broken.strerror}", "unreadable")
    text = decoded(data)
    if text is None:
        return Fault(path.name, "is neither UTF-8 nor Windows-1252 text; save it as UTF-8", "encoding")
    # One form of each accented letter, so that the same name typed elsewhere is the same name.
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


def decoded(data: bytes) -> str | None:
    """Return the text of `data` in UTF-8, UTF-16 with its mark or Windows-1252; None if it is no text."""
    encodings = ("utf-16",) if data.startswith(UTF16_MARKS) else ("utf-8-sig", "windows-1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Spreadsheets and archives named .csv decode as Windows-1252 but hold control characters.
        return None if any(ord(c) < 32 and c not in "\t\n\r\f" for c in text) else text
    return None
