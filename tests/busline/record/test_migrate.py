"""The migrations make the tables that the code declares."""

from busline.record.engine import Record
from busline.record.migrate import differences, migrate, revision_of


def test_migrated_tables_equal_the_declared_ones(record: Record) -> None:
    assert differences(record) == []


def test_a_migrated_record_stands_at_the_newest_revision(record: Record) -> None:
    at, newest = revision_of(record)
    assert at == newest is not None


def test_migrating_again_changes_nothing(record: Record) -> None:
    before = revision_of(record)
    migrate(record)
    assert revision_of(record) == before
    assert differences(record) == []
