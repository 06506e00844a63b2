"""What stands on a PDF."""

import io

from pypdf import PdfReader


def pages_of(content: bytes) -> list[str]:
    """Return the text of each page, with one space between words."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def text_of(content: bytes) -> str:
    """Return the text of all pages."""
    return " ".join(pages_of(content))
