"""What all tables share: naming, types of columns, the version that ETags are made of."""

import uuid
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Enum,
    ForeignKeyConstraint,
    MetaData,
    String,
    Table,
    TypeDecorator,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC; a naive datetime is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware datetime into UTC for storage."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("the record takes aware datetimes only")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware datetime in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


JsonDocument = JSON().with_variant(JSONB(), "postgresql")


def names_of(kind: type[StrEnum]) -> Enum:
    """Return a column type that stores a member of `kind` by its value, with a check constraint."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        values_callable=lambda members: [m.value for m in members],
        name=kind.__name__.lower(),
        length=32,
    )


def new_id() -> str:
    """Return a fresh random identifier."""
    return uuid.uuid4().hex


Slug = Annotated[str, mapped_column(String(64))]
Id = Annotated[str, mapped_column(String(32), primary_key=True, default=new_id)]
Name = Annotated[str, mapped_column(String(200))]


class Base(DeclarativeBase):
    """Root of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: UtcDateTime(),
        dict[str, Any]: JsonDocument,
        list[Any]: JsonDocument,
    }


def table_of(rows: type[Base]) -> Table:
    """Return the table that the rows of a class are kept in.

    A statement over it that is built once takes a quarter of the time of one over the class that is built
    anew: for what somebody waits for.
    """
    return Base.metadata.tables[rows.__tablename__]


class Versioned:
    """A row that several people edit: the version grows with every change and makes its ETag.

    An update of a row that changed meanwhile raises SQLAlchemy's ``StaleDataError``.
    """

    version: Mapped[int] = mapped_column(default=1, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}


def in_line(table: str, *columns: str) -> ForeignKeyConstraint:
    """Return the foreign key (line_id, column) → (line_id, id) of a noun that a line names itself."""
    return ForeignKeyConstraint(["line_id", *columns], [f"{table}.line_id", f"{table}.id"])


__all__ = [
    "Base",
    "Id",
    "JsonDocument",
    "Name",
    "Slug",
    "UtcDateTime",
    "Versioned",
    "in_line",
    "names_of",
    "new_id",
    "table_of",
]
