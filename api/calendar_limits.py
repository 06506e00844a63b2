"""How lenders' calendars are fetched in this installation."""

from busline.lending.fetching import FetchLimits
from busline.settings import Settings


def fetch_limits(settings: Settings) -> FetchLimits:
    """Return what a calendar's address may lead to."""
    hosts = (host.strip() for host in settings.calendar_private_hosts.split(","))
    return FetchLimits(private_hosts=frozenset(filter(None, hosts)))
