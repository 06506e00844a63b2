"""The feed at its fixed address, for everybody."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response

from api.common import LineId
from api.gtfs.service import read_service
from api.gtfs.tables import feed_tables
from api.gtfs.zip_file import zip_of
from api.problem_docs import problems
from api.services import ServicesHere
from api.words import LANGUAGES, words_in

router = APIRouter(tags=["open data"])
# Whoever shows the feed asks again after so long: a window that changes is told within a minute.
FRESH_S = 30


@router.get(
    "/gtfs/{line_id}.zip",
    operation_id="get_gtfs",
    response_class=Response,
    responses={
        200: {"content": {"application/zip": {}}, "description": "GTFS with GTFS-Flex"},
        304: {"description": "Unchanged"},
        **problems(404, 503),
    },
)
def get_gtfs(
    line_id: LineId,
    request: Request,
    services: ServicesHere,
    if_none_match: Annotated[str | None, Header(max_length=1000)] = None,
) -> Response:
    """Fetch where and when a line drives in the days that can be booked, as a GTFS feed."""
    with services.record.read() as session:
        service = read_service(session, line_id, services.clock.now())
    address = str(services.settings.public_url or request.base_url)
    feed = zip_of(feed_tables(service, words_in(LANGUAGES[0]), address))
    etag = f'"{hashlib.sha256(feed).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={FRESH_S}"}
    if if_none_match is not None and etag in if_none_match:
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f'attachment; filename="{service.line_id}-gtfs.zip"'
    return Response(feed, media_type="application/zip", headers=headers)
