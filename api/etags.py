"""ETags of what several people edit: the version of the row."""

import re
from typing import Annotated

from fastapi import Header, Response

from busline.errors import InvalidInput, StaleEdit
from busline.record.tables.base import Versioned

_STRONG = re.compile(r'^"v(\d{1,9})"$')

IfMatch = Annotated[
    str,
    Header(alias="If-Match", description="The ETag that the thing had when it was read.", examples=['"v1"']),
]


class BadEtag(InvalidInput):
    """What came as If-Match is not an ETag of ours."""

    code = "bad-etag"


def etag(row: Versioned) -> str:
    """Return the ETag of `row`."""
    return f'"v{row.version}"'


def set_etag(response: Response, row: Versioned) -> None:
    """Put the ETag of `row` on `response`."""
    response.headers["ETag"] = etag(row)


def check_unchanged(row: Versioned, if_match: str) -> None:
    """Let an edit go on only if `row` is still as its editor saw it.

    Raises
    ------
    BadEtag
        If `if_match` has another form than ``"v3"``; a list or ``*`` would overwrite somebody's change.
    StaleEdit
        If the row was changed since.
    """
    given = _STRONG.match(if_match.strip())
    if given is None:
        raise BadEtag('If-Match is one ETag of ours, like "v3".')
    if int(given[1]) != row.version:
        raise StaleEdit("Somebody else changed this meanwhile. Load it again.", etag=etag(row))
