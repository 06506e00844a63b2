"""Which processes make a line, and the environment they share."""

from busline.running.processes import Part
from busline.settings import Settings


def part_environment(settings: Settings, feed_url: str) -> dict[str, str]:
    """Return the settings as the environment that every part is started with."""
    return {
        "BUSLINE_DATA_DIR": str(settings.data_dir),
        "BUSLINE_RECORD_URL": settings.record_address,
        "BUSLINE_FEED_URL": feed_url,
        "BUSLINE_HOST": settings.host,
        "BUSLINE_PORT": str(settings.port),
        "BUSLINE_KERNEL_DIR": str(settings.kernel_folder),
    }


def dispatcher_part(settings: Settings, feed_url: str, name: str = "dispatcher") -> Part:
    """Return a dispatcher, not yet started."""
    return _part(name, "dispatcher", settings, feed_url)


def api_part(settings: Settings, feed_url: str) -> Part:
    """Return the API, not yet started."""
    return _part("api", "api", settings, feed_url)


def _part(name: str, command: str, settings: Settings, feed_url: str) -> Part:
    environment = part_environment(settings, feed_url)
    return Part(name, [command], environment, settings.data_dir / "logs" / f"{name}.log")
