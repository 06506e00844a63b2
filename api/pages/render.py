"""Templates and what every one of them may say: words, times, assets."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.pages.frame import Frame
from busline.record.tables.base import new_id

HERE = Path(__file__).parent.parent
STATIC = HERE / "static"

templates = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,  # a name that a view forgot is a fault, not an empty place
    trim_blocks=True,
    lstrip_blocks=True,
)


@cache
def asset(path: str) -> str:
    """Return the address of a static file, with a mark that changes when its content does."""
    mark = hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:10]
    return f"/static/{path}?v={mark}"


templates.globals["asset"] = asset
templates.globals["new_key"] = new_id


def render(frame: Frame, template: str, view: Any = None, *, status: int = 200, **more: Any) -> HTMLResponse:
    """Return `template` with `view` in the reader's language, never kept by any cache."""
    html = templates.get_template(template).render(
        frame=frame, t=frame.words, times=frame.times, view=view, **more
    )
    return HTMLResponse(html, status, headers={"Cache-Control": "no-store", "Vary": "Cookie, HX-Request"})


def is_partial(request: Request) -> bool:
    """Tell whether htmx asks for a part of a page."""
    return request.headers.get("hx-request") == "true"
