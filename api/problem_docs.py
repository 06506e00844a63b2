"""How the API's description lists the problems that a route may answer with."""

from http import HTTPStatus
from typing import Any

from api.problems import Problem


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the ``responses`` of a route for problems of `statuses`."""
    return {
        status: {
            "model": Problem,
            "description": HTTPStatus(status).phrase,
            "content": {"application/problem+json": {}},
        }
        for status in statuses
    }


# Every route behind the login can answer with these; a write with the second row as well.
READING = problems(401, 403, 404, 422, 503)
WRITING = problems(400, 401, 403, 404, 409, 413, 422, 503)
EDITING = problems(400, 401, 403, 404, 409, 412, 413, 422, 428, 503)
