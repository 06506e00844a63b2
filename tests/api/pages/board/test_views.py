"""The drawing of a day."""

import itertools
from datetime import UTC, date, datetime, timedelta

from api.pages.board.views import FLOOR_PX, PLACE_PX, Agreed, VanOnDay, back_late, draw, least_free
from api.plan.schemas import CallCard, DutyCard
from api.words import Times
from busline.nouns import CallKind, DutyState, Layout, Places

LAYOUTS = (Layout(seats=8, wheelchairs=0), Layout(seats=5, wheelchairs=1))
VAN = VanOnDay("van-1", "Busje 1", "", LAYOUTS)


def at(hour: int, minute: int = 0) -> datetime:
    """Return an instant of the Tuesday."""
    return datetime(2026, 11, 24, hour, minute, tzinfo=UTC)


def call(
    hour: int, minute: int, load: Places, *, board: tuple[str, ...] = (), kind: CallKind = CallKind.STOP
) -> CallCard:
    """Return a call after which `load` is taken."""
    left = [
        Places(seats=one.seats - load.seats, wheelchairs=one.wheelchairs - load.wheelchairs)
        for one in LAYOUTS
        if load.seats <= one.seats and load.wheelchairs <= one.wheelchairs
    ]
    return CallCard(
        kind=kind,
        stop="stop",
        arrive=at(hour, minute),
        depart=at(hour, minute),
        arrived=None,
        departed=None,
        board=list(board),
        alight=[],
        load=load,
        left=left,
    )


def duty(*calls: CallCard, state: DutyState = DutyState.PLANNED, driver: str | None = "Anna") -> DutyCard:
    """Return a duty from nine to eleven."""
    return DutyCard(
        id="duty",
        window_id="window",
        van_id="van-1",
        driver_id="anna" if driver else None,
        driver_name=driver,
        starts_at=at(9),
        ends_at=at(11),
        state=state,
        breaks=[],
        calls=list(calls),
    )


RUN = (
    call(9, 5, Places(), kind=CallKind.BASE),
    call(9, 20, Places(seats=2), board=("a",)),
    call(9, 40, Places(seats=2, wheelchairs=1), board=("b",)),
    call(10, 0, Places()),
    call(10, 20, Places(), kind=CallKind.BASE),
)


def test_a_legs_load_is_drawn_as_high_as_the_places_it_takes() -> None:
    board = draw(date(2026, 11, 24), [VAN], [duty(*RUN)], Agreed(), at(8), Times())
    block = board.lanes[0].blocks[0]
    # Two legs with riders: 2 seats, then 2 seats with a wheelchair on top of them.
    assert [bar.height for bar in block.seats] == [2 * PLACE_PX, 2 * PLACE_PX]
    assert [(bar.y, bar.height) for bar in block.wheels] == [(FLOOR_PX - 3 * PLACE_PX, PLACE_PX)]
    assert block.calls == 3
    assert board.now_x is None  # eight o'clock is before the axis begins


def test_what_is_least_free_counts_seats_and_wheelchairs_apart() -> None:
    # Fullest leg: 2 seats and 1 wheelchair leave 3 seats and no wheelchair place in the second layout.
    assert least_free(VAN, RUN) == Places(seats=3, wheelchairs=0)
    assert least_free(VAN, []) == Places(seats=8, wheelchairs=1)


def test_what_is_free_now_is_told_only_under_way() -> None:
    moving = duty(*RUN, state=DutyState.UNDER_WAY)
    board = draw(date(2026, 11, 24), [VAN], [moving], Agreed(), at(9, 30), Times())
    # After the call of 9:20: 6 seats of the first layout, or 1 wheelchair place of the second.
    assert board.lanes[0].blocks[0].free_now == Places(seats=6, wheelchairs=1)
    still = draw(date(2026, 11, 24), [VAN], [duty(*RUN)], Agreed(), at(9, 30), Times())
    assert still.lanes[0].blocks[0].free_now is None


def test_lateness_is_that_of_the_call_that_misses_its_promise_most() -> None:
    def late(agreed: Agreed, run: tuple[CallCard, ...] = RUN) -> int:
        board = draw(date(2026, 11, 24), [VAN], [duty(*run)], agreed, at(8), Times())
        return board.lanes[0].blocks[0].late_minutes

    pickups = {"a": at(9, 19), "b": at(9, 28)}
    assert late(Agreed(pickup_to=pickups)) == 12
    # Both get out at ten; a quarter of an hour too late for one of them, who may be on board already.
    out = (*RUN[:3], RUN[3].model_copy(update={"alight": ["a", "b"]}), RUN[4])
    assert late(Agreed(pickup_to=pickups, dropoff_by={"a": at(9, 45), "b": at(10)}), out) == 15
    assert late(Agreed(dropoff_by={"b": at(10)}), out) == 0


def test_a_pinned_ride_is_marked_where_it_begins() -> None:
    board = draw(date(2026, 11, 24), [VAN], [duty(*RUN)], Agreed(pinned={"b"}), at(8), Times())
    block = board.lanes[0].blocks[0]
    assert [mark.pinned for mark in block.marks] == [False, False, True, False, False]
    assert block.pinned == 1


def test_labels_under_calls_never_touch() -> None:
    calls = [call(9, minute, Places()) for minute in range(60)]
    board = draw(date(2026, 11, 24), [VAN], [duty(*calls)], Agreed(), at(8), Times())
    labelled = [mark.x for mark in board.lanes[0].blocks[0].marks if mark.label]
    assert all(after - before >= 46 for before, after in itertools.pairwise(labelled))
    assert labelled


def test_a_day_without_duties_draws_nothing() -> None:
    board = draw(date(2026, 11, 24), [VAN], [], Agreed(), at(8), Times())
    assert board.lanes == ()


def test_a_van_that_will_not_be_back_with_its_margin_is_told_of() -> None:
    margin = timedelta(minutes=5)
    home = [call(9, 5, Places(), kind=CallKind.BASE)]
    for minute, told in ((54, None), (55, None), (56, at(10, 56))):
        run = duty(*home, call(10, minute, Places(), kind=CallKind.BASE), state=DutyState.UNDER_WAY)
        assert back_late(run, margin) == told
        board = draw(date(2026, 11, 24), [VAN], [run], Agreed(margin=margin), at(10), Times("nl"))
        assert board.lanes[0].blocks[0].back_late == told
    late = duty(*home, call(10, 58, Places(), kind=CallKind.BASE), state=DutyState.DONE)
    assert back_late(late, margin) is None
