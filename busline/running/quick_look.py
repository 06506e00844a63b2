"""Whether a record is plainly ready, found out in a millisecond.

A second start shall not wait for SQLAlchemy and Alembic to load in the supervisor while the parts, which
load them anyway, have not even begun. Whatever is not plain is looked at properly (`first_start.prepare`).
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from busline.settings import Settings

VERSIONS = Path(__file__).parents[1] / "record" / "migrations" / "versions"


def is_plainly_ready(settings: Settings) -> bool:
    """Tell whether the record is the embedded one, with the newest tables, a line and a login."""
    file = settings.data_dir / "record.sqlite3"
    if settings.record_url or not file.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as record:
            at = record.execute("select version_num from alembic_version").fetchone()
            line = record.execute("select 1 from lines limit 1").fetchone()
            login = record.execute("select 1 from users limit 1").fetchone()
    except sqlite3.Error:
        return False
    return bool(line and login) and at == (newest_migration(),)


def newest_migration() -> str:
    """Return the number of the newest migration; their files begin with it."""
    return max(file.name.partition("_")[0] for file in VERSIONS.glob("[0-9]*.py"))
