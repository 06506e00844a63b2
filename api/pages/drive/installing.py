"""The driver's page as an app on a phone: its manifest, the worker behind it, what shows without a run."""

import hashlib
import json
from functools import cache

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from api.common import Shown
from api.pages.frame import make_frame
from api.pages.login import AnyReader
from api.pages.render import STATIC, asset, render
from api.services import ServicesHere
from busline.nouns import Instant

router = APIRouter()
WORKER = "js/drive_worker.js"
# Everything that the page loads. The typeface is named by a style sheet, without a mark of its content.
SHEETS = ("tokens", "base", "layout", "drive", "drive_reports")
SCRIPTS = (
    "vendor/htmx/htmx.min.js",
    *(f"js/{name}.js" for name in ("connection", "live", "drive_away")),
    *(
        f"js/drive_{name}.js"
        for name in ("store", "clock", "post", "queue", "steps", "tell", "kept", "place")
    ),
    "js/drive.js",
)
ICONS = (("icon.svg", "any"), ("icon-192.png", "192x192"), ("icon-512.png", "512x512"))
TYPEFACES = tuple(f"/static/vendor/inter/inter-{part}-wght-normal.woff2" for part in ("latin", "latin-ext"))
GROUND = "#0f1517"  # as --ground in the dark theme of tokens.css: a manifest knows no tokens


class Now(Shown):
    """What time it is."""

    now: Instant


class Icon(BaseModel):
    """A picture of the app."""

    src: str
    sizes: str
    type: str
    purpose: str


class Manifest(BaseModel):
    """What a phone needs to know to install the page."""

    id: str = "/drive"
    start_url: str = "/drive"
    scope: str = "/"  # the van's page and the login belong to it too
    display: str = "standalone"
    orientation: str = "portrait"
    theme_color: str = GROUND
    background_color: str = GROUND
    lang: str
    name: str
    short_name: str
    description: str
    icons: list[Icon]


@cache
def worker_assets() -> tuple[str, ...]:
    """Return the addresses of everything that the worker keeps so that the page works without a network."""
    marked = (*(f"css/{name}.css" for name in SHEETS), *SCRIPTS, *(name for name, _ in ICONS))
    return (*(asset(path) for path in marked), *TYPEFACES)


@cache
def worker_script() -> str:
    """Return the worker with the assets of this version; it is another one when any of them has changed."""
    text, assets = (STATIC / WORKER).read_text("utf-8"), json.dumps(worker_assets())
    version = hashlib.sha256((text + assets).encode()).hexdigest()[:12]
    return f"const VERSION = {json.dumps(version)};\nconst ASSETS = {assets};\n{text}"


@router.get("/drive/worker.js")
def worker() -> Response:
    """Give out the worker; it may also serve the address above its own."""
    headers = {"Service-Worker-Allowed": "/drive", "Cache-Control": "no-cache"}
    return Response(worker_script(), media_type="text/javascript", headers=headers)


@router.get("/drive/app.webmanifest")
def manifest(frame: AnyReader) -> Response:
    """Say how the page is installed."""
    icons = [
        Icon(
            src=asset(name),
            sizes=sizes,
            type="image/svg+xml" if name.endswith("svg") else "image/png",
            purpose="any" if name.endswith("svg") else "any maskable",
        )
        for name, sizes in ICONS
    ]
    words = frame.words
    found = Manifest(
        lang=frame.language,
        name=words("drive-app"),
        short_name=words("drive-app-short"),
        description=words("drive-app-what"),
        icons=icons,
    )
    headers = {"Cache-Control": "no-cache"}
    return Response(found.model_dump_json(), media_type="application/manifest+json", headers=headers)


@router.get("/drive/away")
def away(request: Request, services: ServicesHere) -> Response:
    """Show what stands there without a connection and without a run; it names nobody."""
    return render(make_frame(request, services, None), "drive/away.html")


@router.get("/drive/now")
def now(frame: AnyReader) -> Now:
    """Tell what time it is, for phones whose clock is wrong."""
    return Now(now=frame.now)
