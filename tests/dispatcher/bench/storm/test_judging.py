"""The judge of a storm finds each thing that may go wrong, and nothing where all is well."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from busline.feed.messages import BookedRide
from busline.nouns import BookingState, Call, Layout, LegName, Places, Promise
from dispatcher.bench.storm.afterwards import Afterwards, BookingThere, RunThere
from dispatcher.bench.storm.judging import Verdict, judge
from dispatcher.bench.storm.told import Told


def at(minute: int) -> datetime:
    """Return an instant of one morning, in minutes after ten."""
    return datetime(2026, 11, 24, 10, tzinfo=UTC) + timedelta(minutes=minute)


# Both are picked up within the first ten minutes and are there by half past ten.
PROMISE = Promise(pickup_from=at(0), pickup_to=at(10), dropoff_by=at(30))
LATER = Promise(pickup_from=at(1), pickup_to=at(11), dropoff_by=at(31))


def booking(
    name: str, promise: Promise = PROMISE, state: BookingState = BookingState.CONFIRMED
) -> BookingThere:
    """Return a booking of one seat that was made for the request of the same name."""
    return BookingThere(name, f"request-{name}", LegName.OUT, promise, state, Places(seats=1))


def call(minute: int, *, board: tuple[str, ...] = (), alight: tuple[str, ...] = ()) -> Call:
    """Return a call of one minute."""
    return Call(stop="here", arrive=at(minute), depart=at(minute + 1), board=board, alight=alight)


RUN = RunThere(
    "duty",
    [Layout(seats=2)],
    [call(2, board=("ann",)), call(6, board=("bob",)), call(20, alight=("ann", "bob"))],
)
ALL_WELL = Afterwards({"ann": booking("ann"), "bob": booking("bob")}, [RUN])


def told(*names: str) -> Told:
    """Return that these bookings were told, as promised."""
    log = Told()
    for name in names:
        ride = BookedRide(
            booking_id=name,
            reference="123456",
            leg=LegName.OUT,
            promise=PROMISE,
            van_id="van",
            duty_id="duty",
            driver_known=True,
        )
        log.booked("resident", f"request-{name}", [ride])
    return log


def with_ann(there: BookingThere | None) -> Afterwards:
    """Return that all is well but for what became of Ann's booking."""
    kept = {"bob": booking("bob")}
    return replace(ALL_WELL, bookings=kept if there is None else kept | {"ann": there})


def without_ann_aboard(there: Afterwards) -> Afterwards:
    """Return the day with a run that Ann is not on."""
    calls = [call(6, board=("bob",)), call(20, alight=("bob",))]
    return replace(there, runs=[replace(RUN, calls=calls)])


CANCELLED = booking("ann", state=BookingState.CANCELLED)


def test_what_is_as_it_was_told_is_clean() -> None:
    assert judge(told("ann", "bob"), ALL_WELL) == Verdict()


def test_somebody_elses_booking_is_checked_against_the_plan_alone() -> None:
    assert judge(told("bob"), ALL_WELL).is_clean
    assert len(judge(told("bob"), without_ann_aboard(ALL_WELL)).lost) == 1


@pytest.mark.parametrize(
    "there",
    [
        pytest.param(without_ann_aboard(with_ann(None)), id="it is not there"),
        pytest.param(without_ann_aboard(ALL_WELL), id="it is not in the plan"),
        pytest.param(without_ann_aboard(with_ann(CANCELLED)), id="it is cancelled and nobody asked for it"),
    ],
)
def test_a_told_booking_is_lost(there: Afterwards) -> None:
    verdict = judge(told("ann", "bob"), there)
    assert (len(verdict.lost), verdict.double_booked, verdict.promises_moved) == (1, [], [])


def test_a_cancellation_that_was_told_and_is_not_there_is_lost() -> None:
    log = told("ann", "bob")
    log.asked_to_give_up(["ann"])
    assert judge(log, ALL_WELL).is_clean, "it was asked for; nobody said that it was done"
    log.gone(["ann"])
    assert len(judge(log, ALL_WELL).lost) == 1
    assert judge(log, without_ann_aboard(with_ann(CANCELLED))).is_clean
    assert [ride.id for ride in log.standing()] == ["bob"]


def _boards_twice(run: RunThere) -> list[RunThere]:
    return [run, replace(run, duty_id="other", calls=[call(3, board=("ann",)), call(9, alight=("ann",))])]


def _too_many_aboard(run: RunThere) -> list[RunThere]:
    return [replace(run, layouts=[Layout(seats=1), Layout(wheelchairs=2)])]


@pytest.mark.parametrize("change", [_boards_twice, _too_many_aboard])
def test_a_seat_is_sold_twice(change: Callable[[RunThere], list[RunThere]]) -> None:
    verdict = judge(told("ann", "bob"), replace(ALL_WELL, runs=change(RUN)))
    assert verdict.double_booked
    assert not verdict.lost


def test_a_cancelled_booking_that_keeps_its_seat_is_a_double_booking() -> None:
    log = told("ann", "bob")
    log.asked_to_give_up(["ann"])
    log.gone(["ann"])
    assert len(judge(log, with_ann(CANCELLED)).double_booked) == 1


def test_a_leg_that_was_booked_twice_is_a_double_booking() -> None:
    twin = replace(booking("bob"), request_id="request-ann")
    verdict = judge(told("ann"), replace(ALL_WELL, bookings={"ann": booking("ann"), "bob": twin}))
    assert len(verdict.double_booked) == 1


def test_a_wish_that_was_stored_or_answered_twice_is_a_double_booking() -> None:
    log = told("ann", "bob")
    log.stored("key", "request-ann")
    stored_twice = replace(ALL_WELL, notes=["storm key", "storm key", "", "", "storm of somebody else"])
    assert len(judge(log, stored_twice).double_booked) == 1
    log.stored("key", "request-bob")
    assert len(judge(log, ALL_WELL).double_booked) == 1


@pytest.mark.parametrize(
    ("there", "run"),
    [
        pytest.param(booking("ann", LATER), RUN, id="another promise than was told"),
        pytest.param(
            booking("ann"),
            replace(RUN, calls=[call(6, board=("bob",)), call(11, board=("ann",)), RUN.calls[-1]]),
            id="picked up too late",
        ),
        pytest.param(
            booking("ann"),
            replace(RUN, calls=[call(-2, board=("ann",)), call(6, board=("bob",)), RUN.calls[-1]]),
            id="gone before the time",
        ),
        pytest.param(
            booking("ann"),
            replace(RUN, calls=[*RUN.calls[:-1], call(20, alight=("bob",)), call(31, alight=("ann",))]),
            id="there too late",
        ),
    ],
)
def test_a_promise_is_moved(there: BookingThere, run: RunThere) -> None:
    verdict = judge(told("ann", "bob"), replace(with_ann(there), runs=[run]))
    assert (len(verdict.promises_moved), verdict.lost, verdict.double_booked) == (1, [], [])
