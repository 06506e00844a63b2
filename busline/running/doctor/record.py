"""The record: is it there, and of this version?"""

from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from busline.errors import Away
from busline.record.engine import Record
from busline.record.migrate import revision_of
from busline.running.doctor.finding import Finding, good, wrong

ABOUT = "record"


def check_record(record: Record) -> Finding:
    """Check that the record can be reached and has the tables of this version."""
    url = make_url(record.url)
    shown = url.render_as_string(hide_password=True)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return wrong(ABOUT, f"There is no record at {url.database}.", "Start once with “busline run”.")
    try:
        at, newest = revision_of(record)
    except (Away, SQLAlchemyError) as error:
        reason = str(error.__cause__ or error).splitlines()[0]
        return wrong(
            ABOUT,
            f"{shown} can't be read: {reason}",
            "Check that the database runs and that BUSLINE_RECORD_URL is right.",
        )
    if at == newest:
        return good(ABOUT, f"{shown} is there, at {at}.")
    return wrong(
        ABOUT,
        f"{shown} is at {at or 'no version at all'}; this version needs {newest}.",
        "Make a backup, then run “busline migrate”. A record of a newer version needs that version.",
    )
