"""What became of a ride while somebody was changing it: who did what, when, and what stands now."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fastapi import APIRouter, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.bookings.queries import get_booking
from api.pages.desk.replying import Coordinator
from api.pages.desk.views import BookingForm
from api.pages.frame import Reader
from api.pages.render import render
from busline.nouns import BookingState
from busline.record.tables import Booking, HistoryEntry, Request, User

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What a colleague did; ``now`` is the id of the ride that stands in its place, empty if none does."""

    sentence: str
    now: str
    when: str
    kind: str = "meanwhile"


@router.get("/desk/changing/{booking_id}")
def changing(frame: Coordinator, booking_id: str) -> Response:
    """Say which ride the form changes, anew; or what a colleague has made of it."""
    with frame.services.record.read() as session:
        booking = get_booking(session, frame.line.id, booking_id)
        when = frame.times.day_span(booking.pickup_from, booking.pickup_to)
        form = BookingForm(resident_id=booking.resident_id, replaces=booking.id, changing=when)
        view = {"form": form, "meanwhile": what_became_of(session, frame, booking)}
    return render(frame, "desk/changing.html", view, form=form, meanwhile=view["meanwhile"], live=True)


def overtaken(session: Session, frame: Reader, form: BookingForm) -> tuple[BookingForm, Meanwhile] | None:
    """Return what happened to the ride that `form` changes, and the form for what stands now.

    None where nothing did. What was typed stays; only which ride is changed follows.
    """
    booking = session.get(Booking, form.replaces) if form.replaces else None
    if booking is None or (booking.line_id, booking.resident_id) != (frame.line.id, form.resident_id):
        return None
    found = what_became_of(session, frame, booking)
    if found is None:
        return None
    return replace(form, replaces=found.now, changing=found.when), found


def overtaken_request(session: Session, frame: Reader, request_id: str) -> Meanwhile | None:
    """Return what happened to a ride that a request would change; None where nothing did."""
    request = session.get(Request, request_id)
    if request is None or request.line_id != frame.line.id:
        return None
    given_up = (session.get(Booking, booking_id) for booking_id in request.replaces)
    found = (what_became_of(session, frame, booking) for booking in given_up if booking is not None)
    return next((one for one in found if one is not None), None)


def what_became_of(session: Session, frame: Reader, booking: Booking) -> Meanwhile | None:
    """Return what was done with `booking` since it was promised; None while it stands as it was."""
    if booking.state is BookingState.CONFIRMED:
        return None
    done = _last_done(session, booking)
    if booking.state is not BookingState.CANCELLED or done is None:
        state = frame.words(f"booking-{booking.state.value}")
        return Meanwhile(frame.words("meanwhile-over", state=state), "", "")
    name = session.scalar(select(User.name).where(User.login == done.who)) or done.who
    at = frame.times.clock(done.at)
    *_, last = (booking, *_successors(session, booking))
    if last.id != booking.id and last.state is BookingState.CONFIRMED:
        when = frame.times.day_span(last.pickup_from, last.pickup_to)
        return Meanwhile(frame.words("meanwhile-changed", name=name, at=at, when=when), last.id, when)
    return Meanwhile(frame.words("meanwhile-cancelled", name=name, at=at), "", "")


def _last_done(session: Session, booking: Booking) -> HistoryEntry | None:
    """Return what was last done with a ride; the history knows who did it."""
    wanted = select(HistoryEntry).where(
        HistoryEntry.line_id == booking.line_id,
        HistoryEntry.noun == Booking.__tablename__,
        HistoryEntry.noun_id == booking.id,
    )
    return session.scalars(wanted.order_by(HistoryEntry.seq.desc()).limit(1)).first()


def _successors(session: Session, booking: Booking) -> Iterator[Booking]:
    """Yield the ride that `booking` was changed into, what that was changed into, and so on."""
    wanted = select(Request).where(
        Request.line_id == booking.line_id,
        Request.resident_id == booking.resident_id,
        Request.made_at >= booking.confirmed_at,
    )
    requests = session.scalars(wanted.order_by(Request.made_at)).all()
    current = booking
    for request in requests:
        if current.id not in request.replaces:
            continue
        made = session.scalars(
            select(Booking).where(Booking.request_id == request.id).order_by(Booking.pickup_from)
        ).first()
        if made is not None:
            current = made
            yield made
