"""Serving the vendored assets, which browsers may keep for as long as their address stays."""

from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static"


class KeptStaticFiles(StaticFiles):
    """Static files; an address with a mark of its content (``?v=…``) never changes its content."""

    def file_response(
        self, full_path: Any, stat_result: Any, scope: Scope, status_code: int = 200
    ) -> Response:
        """Return the file with how long it may be kept."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        marked = scope.get("query_string", b"").startswith(b"v=")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if marked else "no-cache"
        return response
