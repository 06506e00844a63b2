"""Counters that a Prometheus server can read."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Metrics:
    """The counters of one app; each has a registry of its own, so that several can run in one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "busline_http_requests", "Requests served.", ["method", "route", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "busline_http_seconds",
            "Time to serve a request.",
            ["method", "route"],
            buckets=BUCKETS_S,
            registry=self.registry,
        )

    def count(self, method: str, route: str, status: int, took_s: float) -> None:
        """Count one served request; `route` is the path with its parameters unfilled."""
        method = method if method in METHODS else "OTHER"  # anybody can send any word
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(took_s)

    def text(self) -> bytes:
        """Return all counters in Prometheus' text form."""
        return generate_latest(self.registry)
