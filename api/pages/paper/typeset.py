"""Setting a sheet by typst: what every paper has in common."""

import json
from pathlib import Path
from typing import Any

import typst
from fastapi import Response

from api.pages.render import HERE, STATIC
from api.pages.teller import Teller

TEMPLATES = HERE / "templates"
FONTS = STATIC / "vendor" / "inter-print"
# The words that stand on every paper, without the prefix "paper-".
FOOT = ("page", "of")


def set_sheet(template: str, sheet: dict[str, Any]) -> bytes:
    """Return the sheet as PDF. Its text travels as JSON: nothing of it is ever read as markup.

    Parameters
    ----------
    template
        The name of a file beside ``paper.typ``, which it imports.
    sheet
        What stands on the paper, as plain text; begun by `frame_of_sheet`.
    """
    return bytes(
        typst.compile(
            TEMPLATES / template,
            format="pdf",
            font_paths=[FONTS],
            ignore_system_fonts=True,
            sys_inputs={"sheet": json.dumps(sheet, ensure_ascii=False)},
            root=Path(TEMPLATES),
        )
    )


def frame_of_sheet(teller: Teller, revision: int, labels: dict[str, str]) -> dict[str, Any]:
    """Return what every sheet says: its line, which plan it shows and when it was printed."""
    words, times, line = teller.words, teller.times, teller.line
    return {
        "language": words.language,
        "words": {label: words(f"paper-{label}") for label in FOOT} | labels,
        "line": line.name,
        "phone": times.phone(line.phone) if line.phone else "",
        "version": words("paper-version", revision=revision, at=times.moment(teller.now)),
    }


def pdf_response(pdf: bytes, name: str) -> Response:
    """Return a paper to a browser, which shows it and keeps no copy."""
    return Response(
        pdf,
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"},
    )
