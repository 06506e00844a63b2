"""What callers asked for, and what could not be given."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from busline.nouns import Aid, LegName, RefusalReason, RequestState, TimeMode
from busline.record.tables.base import Base, Id, Slug, in_line, names_of


class Request(Base):
    """One call's wish: a party, a day, one or two legs. Stored before it is answered.

    ``replaces`` holds the ids of the bookings that the caller wants changed into this one.
    ``offers`` keeps what was offered last, for the report of declined offers.
    ``given_back`` holds the ids of the bookings that a standing booking gave back when it was changed,
    skipped or stopped: nobody took these back by hand, so its day may be filled again.
    ``typed_at`` is set where the request was written on paper first: ``made_at`` is when the caller phoned
    then, and ``made_by`` who typed it in.
    ``call_back_since`` is set where no answer reached whoever asked, until they ask again or the answer is a
    phone call to make. It is no ``state``: planning may answer after nobody waits any more.
    """

    __tablename__ = "requests"
    __table_args__ = (
        in_line("residents", "resident_id"),
        Index("ix_requests_day", "line_id", "service_date"),
    )

    id: Mapped[Id]
    line_id: Mapped[Slug] = mapped_column(index=True)
    resident_id: Mapped[Slug]
    service_date: Mapped[date] = mapped_column(index=True)
    made_at: Mapped[datetime]
    typed_at: Mapped[datetime | None]
    call_back_since: Mapped[datetime | None]
    made_by: Mapped[str] = mapped_column(String(100))
    state: Mapped[RequestState] = mapped_column(names_of(RequestState), default=RequestState.WAITING)
    aid: Mapped[Aid] = mapped_column(names_of(Aid))
    companions: Mapped[int] = mapped_column(default=0)
    seats: Mapped[int]
    wheelchairs: Mapped[int]
    boarding_s: Mapped[int]
    activity_id: Mapped[str | None] = mapped_column(String(64))
    standing_id: Mapped[str | None] = mapped_column(String(64))
    replaces: Mapped[list[Any]] = mapped_column(default=list)
    offers: Mapped[list[Any]] = mapped_column(default=list)
    given_back: Mapped[list[Any]] = mapped_column(default=list)
    note: Mapped[str] = mapped_column(Text, default="")


class RequestLeg(Base):
    """One way of a request: from, to, and the time that was asked for."""

    __tablename__ = "request_legs"
    __table_args__ = (in_line("stops", "from_stop_id"), in_line("stops", "to_stop_id"))

    request_id: Mapped[str] = mapped_column(ForeignKey("requests.id"), primary_key=True)
    leg: Mapped[LegName] = mapped_column(names_of(LegName), primary_key=True)
    line_id: Mapped[Slug]
    from_stop_id: Mapped[Slug]
    to_stop_id: Mapped[Slug]
    mode: Mapped[TimeMode] = mapped_column(names_of(TimeMode))
    wanted_at: Mapped[datetime]
    request: Mapped[Request] = relationship(lazy="raise")  # so that both can be added at once, in order


class Refusal(Base):
    """A leg that became no booking, with the reason: the evidence for growth.

    ``placed_at`` is when it became one after all, from the waiting list.
    """

    __tablename__ = "refusals"
    __table_args__ = (
        in_line("stops", "from_stop_id"),
        in_line("stops", "to_stop_id"),
        Index("ix_refusals_day", "line_id", "service_date"),
    )

    id: Mapped[Id]
    line_id: Mapped[Slug] = mapped_column(index=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("requests.id"))
    leg: Mapped[LegName] = mapped_column(names_of(LegName))
    service_date: Mapped[date] = mapped_column(index=True)
    from_stop_id: Mapped[Slug]
    to_stop_id: Mapped[Slug]
    wanted_at: Mapped[datetime]
    refused_at: Mapped[datetime]
    reason: Mapped[RefusalReason] = mapped_column(names_of(RefusalReason))
    explanation: Mapped[str] = mapped_column(Text, default="")
    placed_at: Mapped[datetime | None]
