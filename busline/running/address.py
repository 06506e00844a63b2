"""Where the API listens, and whether it can."""

import socket
import time

from busline.errors import BuslineError, ErrorKind

TRIED_PORTS = 50


class PortTaken(BuslineError):
    """Another program listens on the port that the API needs."""

    code = "port-taken"
    kind = ErrorKind.CONFLICT


def web_address(host: str, port: int) -> str:
    """Return the address that a browser on this machine uses; a server on every interface is near by too."""
    near = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(host, host)
    if ":" in near and not near.startswith("["):
        near = f"[{near}]"
    return f"http://{near}:{port}"


def require_free(host: str, port: int, patience_s: float = 1.0) -> None:
    """Check that the API can listen there; one that was just killed may take `patience_s` to go.

    Raises
    ------
    PortTaken
        If it can't, with a port near by that is free.
    """
    until = time.monotonic() + patience_s
    while (why := _why_not(host, port)) is not None and time.monotonic() < until:
        time.sleep(0.05)
    if why is None:
        return
    free = next((p for p in range(port + 1, port + TRIED_PORTS) if p < 65536 and not _why_not(host, p)), None)
    other = f"--port {free}" if free else "--port and a free port"
    raise PortTaken(
        f"Port {port} on {host} can't be used ({why}). Stop the other program, or start with {other} "
        "(or set BUSLINE_PORT)."
    )


def free_port(host: str = "127.0.0.1") -> int:
    """Return a port that is free now."""
    with socket.socket() as taken:
        taken.bind((host, 0))
        return int(taken.getsockname()[1])


def _why_not(host: str, port: int) -> str | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return (error.strerror or str(error)).lower()
    return None
