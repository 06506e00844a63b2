"""Long lists come in pages: a limit, and a cursor that says where the next page begins."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel

from busline.errors import Fault, InvalidInput

Item = TypeVar("Item", bound=BaseModel)
Row = TypeVar("Row")

LARGEST_PAGE = 200


class Listing(BaseModel, Generic[Item]):
    """One page of a list; ``next_cursor`` is empty on the last."""

    items: list[Item]
    next_cursor: str | None = None


class Page(BaseModel):
    """Which part of a list is wanted. ``after`` holds the sort key of the last row seen, or nothing."""

    limit: int
    after: list[Any] = []


def wanted_page(
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE, description="How many at most.")] = 50,
    cursor: Annotated[str, Query(max_length=500, description="`next_cursor` of the page before.")] = "",
) -> Page:
    """Read ``limit`` and ``cursor`` from the query."""
    return Page(limit=limit, after=_read(cursor) if cursor else [])


WantedPage = Annotated[Page, Depends(wanted_page)]


def cut(
    rows: Sequence[Row], page: Page, show: Callable[[Row], Item], key: Callable[[Row], list[Any]]
) -> Listing[Item]:
    """Return one page of `rows`, which hold one row more than the page if there is a next one."""
    more = len(rows) > page.limit
    shown = rows[: page.limit]
    return Listing(
        items=[show(row) for row in shown], next_cursor=_write(key(shown[-1])) if more and shown else None
    )


def key_of(page: Page, *readers: Callable[[str], Any]) -> tuple[Any, ...]:
    """Return the sort key that a page begins after, each part read from its text.

    Raises
    ------
    InvalidInput
        If the cursor is not one of this list.
    """
    try:
        return tuple(reader(str(part)) for reader, part in zip(readers, page.after, strict=True))
    except ValueError as wrong:
        raise _no_cursor() from wrong


def _write(key: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def _read(cursor: str) -> list[Any]:
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError) as wrong:
        raise _no_cursor() from wrong
    if not isinstance(key, list):
        raise _no_cursor()
    return key


def _no_cursor() -> InvalidInput:
    message = "A cursor is taken from next_cursor of the page before."
    return InvalidInput(message, faults=[Fault("query.cursor", message)])
