"""Whether what a phone call is about still stands."""

from sqlalchemy.orm import Session

from api.pages.tasks.from_lender import is_read_again
from api.words import Words
from busline.nouns import BookingState, DutyState, RequestState, TaskKind, WaitingState
from busline.record.tables import Booking, Duty, Request, Task, WaitingEntry

# A ride that is late, or was, needs no call once it is over.
_RIDE_OVER = {
    BookingState.CANCELLED: "task-over-cancelled",
    BookingState.COMPLETED: "task-over-ridden",
    BookingState.NO_SHOW: "task-over-no-show",
}


def over(session: Session, words: Words, task: Task, entry: WaitingEntry | None) -> str:
    """Return in a sentence why nobody has to be phoned any more; nothing where somebody has to."""
    if task.kind is TaskKind.WAITING_LIST:
        return _waiting_over(words, entry)
    if task.kind is TaskKind.CALENDAR_UNREAD:
        return words("task-over-calendar") if is_read_again(session, task) else ""
    if task.booking_id is not None:
        booking = session.get(Booking, task.booking_id)
        key = _RIDE_OVER.get(booking.state) if booking else None
        return words(key) if key else ""
    if task.request_id is not None:
        request = session.get(Request, task.request_id)
        booked = request is not None and request.state is RequestState.CONFIRMED
        return words("task-over-booked") if booked else ""
    if task.kind in (TaskKind.EMERGENCY, TaskKind.DRIVER_LATE):
        return ""  # whether that is over the driver knows
    if task.duty_id is not None and (duty := session.get(Duty, task.duty_id)) is not None:
        if duty.state is DutyState.WITHDRAWN:
            return words("task-over-withdrawn")
        return words("task-over-driver") if duty.driver_id is not None else ""
    return ""


def _waiting_over(words: Words, entry: WaitingEntry | None) -> str:
    if entry is None or entry.state is WaitingState.LEFT:
        return words("task-over-left")
    return words("task-over-booked") if entry.state is WaitingState.PLACED else ""
