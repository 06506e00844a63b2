"""The smallest line that can ride: two stops and a base, one van, one driver, one resident."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from busline.nouns import StopKind
from busline.record.engine import Record
from busline.record.tables import Driver, Line, Resident, Stop, Van
from busline.rules.line_rules import LineRules

LINE = "tiny"
STOPS = (
    ("home", StopKind.HOUSING_COMPLEX, 52.360, 4.790),
    ("market", StopKind.FACILITY, 52.362, 4.800),
    ("base", StopKind.BASE, 52.364, 4.795),
)


def add_tiny_line(session: Session, line_id: str = LINE) -> None:
    """Add a line with stops ``home`` and ``market``, ``base``, van ``van``, driver ``dirk``, ``rie``."""
    session.add(
        Line(
            id=line_id,
            name="Tiny line",
            timezone="Europe/Amsterdam",
            rules=LineRules().model_dump(mode="json"),
            working_time={},
            travel={},
            created_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
    )
    session.flush()
    for stop_id, kind, lat, lon in STOPS:
        session.add(Stop(line_id=line_id, id=stop_id, name=stop_id, kind=kind, street="", lat=lat, lon=lon))
    session.flush()
    session.add_all(
        [
            Van(
                line_id=line_id,
                id="van",
                name="Van",
                base_stop_id="base",
                layouts=[{"seats": 4, "wheelchairs": 0}, {"seats": 2, "wheelchairs": 1}],
            ),
            Driver(line_id=line_id, id="dirk", name="Dirk"),
            Resident(line_id=line_id, id="rie", name="Rie", home_stop_id="home"),
        ]
    )
    session.flush()


def with_tiny_line(record: Record) -> Record:
    """Put the tiny line into `record` and return it."""
    with record.change("test", "tiny line") as session:
        add_tiny_line(session)
    return record
