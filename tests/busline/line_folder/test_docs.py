"""The page about the folder names the columns there are, and which of them must be there."""

import re
from pathlib import Path

import pytest

from busline.line_folder.rows import ROWS, Row

PAGE = Path(__file__).parents[3] / "deploy" / "line-folder.md"


@pytest.mark.parametrize("kind", ROWS, ids=lambda kind: kind.file)
def test_the_page_names_every_column(kind: type[Row]) -> None:
    [line] = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith(f"| `{kind.file}` |")]
    columns = re.sub(r"\([^)]*\)", "", line.split("|", 2)[2].replace(r"\|", " "))
    named = [name.strip() for name in columns.strip(" |").split(",")]
    assert tuple(name.strip("*") for name in named) == kind.columns()
    assert {name.strip("*") for name in named if name.startswith("**")} == set(kind.required())
