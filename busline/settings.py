"""Where things are on this machine. Every value can be set in the environment as ``BUSLINE_…``."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, HttpUrl
from pydantic_settings import SettingsConfigDict

from busline.gateways.settings import GatewaySettings
from busline.map_tiles import checked_tiles


class Settings(GatewaySettings):
    """The settings of one installation; a line's own rules are in the record, not here."""

    model_config = SettingsConfigDict(env_prefix="BUSLINE_", env_file=None, extra="ignore")

    # Everything the embedded defaults write: record, feed, numba's cache, the first passwords.
    data_dir: Path = Field(default=Path.home() / ".local" / "share" / "busline")
    # Compiled planning kernels; empty: in data_dir. May be shared by many installations of one version.
    kernel_dir: Path | None = None
    # Empty: an SQLite file in data_dir.
    record_url: str = ""
    # Empty: a Valkey server of our own, started as a child process.
    feed_url: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8017, ge=1, le=65535)
    # Behind a proxy with TLS: cookies are marked Secure and links use this address.
    public_url: HttpUrl | None = None
    # How long the API waits for the dispatcher before it says that planning is away.
    reply_timeout_s: float = Field(default=8.0, gt=0, le=60)
    # Where a new resident's postcode and house number are looked up; empty: nowhere, they are typed by hand.
    address_url: str = "https://api.pdok.nl/bzk/locatieserver/search/v3_1"
    # Nobody waits for it at the desk, but a look that takes longer than a call is of no use.
    address_timeout_s: float = Field(default=2.0, gt=0, le=30)
    lease_s: float = Field(default=5.0, gt=0.5, le=120)
    session_hours: int = Field(default=12, ge=1, le=24 * 14)
    max_body_bytes: int = Field(default=1_000_000, ge=10_000)
    # Hosts in private networks from which lenders' calendars may be fetched, with commas; else none are.
    calendar_private_hosts: str = ""
    calendar_every_s: int = Field(default=3600, ge=60, le=86_400)
    log_level: str = "info"
    improver: bool = True
    # Ground under the map of a day, like https://tiles.example.org/{z}/{x}/{y}.png. Empty: a plain ground,
    # and no browser asks anything of anybody else.
    map_tiles: Annotated[str, AfterValidator(checked_tiles)] = ""
    # What the maker of those tiles wants to stand beside them.
    map_attribution: str = Field(default="", max_length=300)

    @property
    def kernel_folder(self) -> Path:
        """Where compiled planning kernels are kept between starts."""
        return self.kernel_dir or self.data_dir / "numba"

    @property
    def record_address(self) -> str:
        """The SQLAlchemy URL of the record."""
        return self.record_url or f"sqlite:///{self.data_dir / 'record.sqlite3'}"
