"""Comparing what coordinators were told with what is there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from busline.nouns import BookingState, Call, Places, fits
from dispatcher.bench.storm.afterwards import Afterwards, BookingThere, RunThere
from dispatcher.bench.storm.told import Told, ToldRide, note_of


@dataclass
class Verdict:
    """What is wrong, in words; nothing where everything is as it was told.

    Attributes
    ----------
    double_booked
        A wish stored or booked twice, a booking planned twice, more aboard than a van has places for.
    promises_moved
        A promise that differs from what was told, or a plan outside of it.
    lost
        What a reply said was done and is not there: a ride, or the giving back of one.
    """

    double_booked: list[str] = field(default_factory=list)
    promises_moved: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.double_booked or self.promises_moved or self.lost)


def judge(told: Told, there: Afterwards) -> Verdict:
    """Compare everything that was told with `there`."""
    verdict = Verdict()
    verdict.double_booked += sorted(_wished_twice(told, there))
    for run in there.runs:
        verdict.double_booked += _over_capacity(run, there)
    for ride in told.rides.values():
        _judge_told(verdict, told, ride, there.bookings.get(ride.id))
    for booking in there.bookings.values():
        _judge_planned(verdict, booking, there.runs)
    return verdict


def _wished_twice(told: Told, there: Afterwards) -> Iterable[str]:
    yield from (f"wish {key} was answered in two ways" for key in told.told_twice)
    stored = Counter(note for note in there.notes if note)
    known = {note_of(key) for key in told.requests}
    yield from (f"{note} was stored {n} times" for note, n in stored.items() if n > 1 and note in known)
    legs = Counter((booking.request_id, booking.leg) for booking in there.bookings.values())
    yield from (f"leg {leg} of request {one} was booked {n} times" for (one, leg), n in legs.items() if n > 1)


def _over_capacity(run: RunThere, there: Afterwards) -> list[str]:
    aboard: list[str] = []
    found = []
    for call in run.calls:
        aboard = [one for one in aboard if one not in call.alight] + list(call.board)
        load = Places()
        for one in aboard:
            load += there.bookings[one].places if one in there.bookings else Places()
        if not fits(run.layouts, load):
            found.append(f"{load.seats} + {load.wheelchairs} aboard after {call.stop} on {run.duty_id}")
    return found


def _judge_told(verdict: Verdict, told: Told, ride: ToldRide, there: BookingThere | None) -> None:
    if there is None:
        verdict.lost.append(f"booking {ride.id} was told and is not there")
        return
    if there.promise != ride.ride.promise:
        verdict.promises_moved.append(f"booking {ride.id} has another promise than was told")
    if ride.id in told.given_up and there.state is not BookingState.CANCELLED:
        verdict.lost.append(f"booking {ride.id} was told to be given back and is {there.state}")
    if ride.id not in told.given_up_maybe and there.state is not BookingState.CONFIRMED:
        verdict.lost.append(f"booking {ride.id} was never given back and is {there.state}")


def _judge_planned(verdict: Verdict, booking: BookingThere, runs: Sequence[RunThere]) -> None:
    boards = [(run, call) for run in runs for call in run.calls if booking.id in call.board]
    alights = [(run, call) for run in runs for call in run.calls if booking.id in call.alight]
    if booking.state is not BookingState.CONFIRMED:
        if boards or alights:
            verdict.double_booked.append(f"booking {booking.id} is {booking.state} and still has a seat")
        return
    if not boards or not alights:
        verdict.lost.append(f"booking {booking.id} is confirmed and not in the plan")
    elif len(boards) > 1 or len(alights) > 1 or boards[0][0] is not alights[0][0]:
        verdict.double_booked.append(f"booking {booking.id} is in the plan more than once")
    elif not _keeps(booking, boards[0][1], alights[0][1]):
        verdict.promises_moved.append(f"booking {booking.id} is planned outside its promise")


def _keeps(booking: BookingThere, board: Call, alight: Call) -> bool:
    promise = booking.promise
    return (
        board.arrive <= promise.pickup_to
        and board.depart >= promise.pickup_from
        and board.depart <= alight.arrive <= promise.dropoff_by
    )
