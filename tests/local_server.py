"""Real HTTP servers on this machine that stand in for other people's, right and wrong."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """What a server was asked: ``query`` has the first value of each parameter."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any = None


@dataclass(frozen=True)
class Answer:
    """What a server shall answer: JSON of ``data`` unless ``raw`` is given, which is of the ``kind`` named.

    ``never`` holds the answer back until the server closes; ``drip`` sends a byte now and then for ever;
    ``cut`` breaks off in the middle.
    """

    data: Any = None
    status: int = 200
    raw: bytes | None = None
    never: bool = False
    drip: bool = False
    cut: bool = False
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class LocalServer:
    """A running server and what it was asked."""

    url: str
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def serving(answer: Callable[[Asked], Answer]) -> Iterator[LocalServer]:
    """Run a server that answers by `answer`, until the block ends."""
    closing = threading.Event()
    record: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        quiet: ClassVar[bool] = True

        def do_GET(self) -> None:
            self._handle()

        def do_POST(self) -> None:
            self._handle()

        def do_HEAD(self) -> None:
            self._handle()

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

        def _handle(self) -> None:
            url = urlsplit(self.path)
            length = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(length)) if length else None
            query = {key: values[0] for key, values in parse_qs(url.query).items()}
            asked = Asked(self.command, url.path, query, dict(self.headers), body)
            record.append(asked)
            self._send(answer(asked))

        def _send(self, reply: Answer) -> None:
            payload = json.dumps(reply.data).encode() if reply.raw is None else reply.raw
            self.close_connection = True
            if reply.never:
                closing.wait()
                return
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.headers.get("Content-Type", reply.kind))
            for name, value in reply.headers.items():
                if name != "Content-Type":
                    self.send_header(name, value)
            self.send_header("Content-Length", str(10**6 if reply.drip else len(payload)))
            self.send_header("Connection", "close")
            self.end_headers()
            if reply.cut:
                self.wfile.write(payload[: len(payload) // 2])
                return
            while reply.drip and not closing.wait(0.02):
                try:
                    self.wfile.write(b" ")
                except OSError:  # the other side has had enough
                    return
            if not reply.drip:
                self.wfile.write(payload)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield LocalServer(f"http://127.0.0.1:{server.server_port}", record)
    finally:
        closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def unused_address() -> str:
    """Return an address on this machine where nobody listens."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        return f"http://127.0.0.1:{server.server_port}"
