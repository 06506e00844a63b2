"""What a driver hears of a run that changed, and what is no change to them."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as some

from busline.nouns import Call, CallKind, ManifestSheet
from busline.nouns import ManifestChangeKind as Kind
from busline.rules.manifest_changes import ManifestRider, changes_between

BEGIN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MOVED_S = 180
# Two bookings of Ann on the same way, the second in the place of the first.
RIDERS = {"ann": ManifestRider("ann"), "ann-again": ManifestRider("ann"), "bob": ManifestRider("bob")}
Halt = tuple[str, int, str, str]  # stop, minute, who gets on, who gets off


def after(minutes: int) -> datetime:
    return BEGIN + timedelta(minutes=minutes)


def sheet(*halts: Halt, leave: int = 0, back: int = 60, rest: int | None = None) -> ManifestSheet:
    """Return a run from the base and back, with these halts and perhaps a break."""
    calls = [Call(kind=CallKind.BASE, stop="base", arrive=BEGIN, depart=after(leave))]
    for stop, minute, on, off in halts:
        calls.append(
            Call(
                stop=stop,
                arrive=after(minute),
                depart=after(minute + 1),
                board=tuple(on.split()),
                alight=tuple(off.split()),
            )
        )
    if rest is not None:
        pause = {"arrive": after(rest), "depart": after(rest + 15)}
        calls.append(Call(kind=CallKind.BREAK, stop="base", **pause))
    calls.append(Call(kind=CallKind.BASE, stop="base", arrive=after(back), depart=after(back)))
    return ManifestSheet(starts_at=BEGIN, ends_at=after(90), calls=tuple(calls))


def kinds(before: ManifestSheet, now: ManifestSheet) -> list[Kind]:
    return [change.kind for change in changes_between(before, now, RIDERS, MOVED_S)]


ANN = (("a", 10, "ann", ""), ("c", 20, "", "ann"))
BOTH = (("a", 10, "ann", ""), ("b", 15, "bob", ""), ("c", 20, "", "ann"), ("d", 25, "", "bob"))


def test_a_new_ride_is_said_with_when_from_where_and_where_to() -> None:
    (new,) = changes_between(sheet(*ANN), sheet(*BOTH), RIDERS, MOVED_S)
    assert (new.kind, new.who, new.stop, new.to_stop, new.at, new.booking_id) == (
        Kind.NEW,
        ("bob",),
        "b",
        "d",
        after(15),
        "bob",
    )


def test_a_ride_that_is_gone_is_said_with_when_it_was() -> None:
    (gone,) = changes_between(sheet(*BOTH), sheet(*ANN), RIDERS, MOVED_S)
    assert (gone.kind, gone.who, gone.stop, gone.was, gone.at) == (Kind.GONE, ("bob",), "b", after(15), None)


def test_a_halt_at_another_time_is_said_once_for_all_who_are_there() -> None:
    before = sheet(("a", 10, "ann bob", ""), ("c", 20, "", "ann bob"))
    now = sheet(("a", 20, "ann bob", ""), ("c", 30, "", "ann bob"))
    first, second = changes_between(before, now, RIDERS, MOVED_S)
    assert (first.kind, first.stop, first.was, first.at) == (Kind.CALL, "a", after(10), after(20))
    assert first.who == ("ann", "bob")
    assert (second.stop, second.was, second.at) == ("c", after(20), after(30))


def test_a_time_that_moves_by_no_more_than_the_rule_is_no_change() -> None:
    assert kinds(sheet(*ANN), sheet(("a", 13, "ann", ""), ("c", 23, "", "ann"))) == []
    assert kinds(sheet(*ANN), sheet(("a", 14, "ann", ""), ("c", 23, "", "ann"))) == [Kind.CALL]


def test_a_ride_that_was_booked_anew_at_the_same_time_is_no_change() -> None:
    assert kinds(sheet(*ANN), sheet(("a", 10, "ann-again", ""), ("c", 20, "", "ann-again"))) == []
    later = sheet(("a", 15, "ann-again", ""), ("c", 25, "", "ann-again"))
    assert kinds(sheet(*ANN), later) == [Kind.CALL, Kind.CALL]


def test_somebody_who_rides_elsewhere_is_a_ride_less_and_a_new_one() -> None:
    assert kinds(sheet(*ANN), sheet(("a", 10, "ann", ""), ("d", 20, "", "ann"))) == [Kind.NEW, Kind.GONE]


def test_another_order_is_said_though_no_time_moved_far() -> None:
    now = sheet(("b", 12, "bob", ""), ("a", 13, "ann", ""), ("c", 20, "", "ann"), ("d", 25, "", "bob"))
    (order,) = changes_between(sheet(*BOTH), now, RIDERS, MOVED_S)
    assert (order.kind, order.stop, order.to_stop) == (Kind.ORDER, "b", "a")


def test_who_was_reported_missing_is_no_news_to_the_driver() -> None:
    missed = RIDERS | {"bob": ManifestRider("bob", missed=True)}
    assert changes_between(sheet(*BOTH), sheet(*ANN), missed, MOVED_S) == ()


def test_what_has_happened_is_no_news() -> None:
    now = sheet(("a", 17, "ann", ""), ("c", 30, "", "ann"))
    halts = [call.model_copy(update={"arrived": after(18), "departed": after(19)}) for call in now.calls[:2]]
    driven = now.model_copy(update={"calls": (*halts, *now.calls[2:])})
    (only,) = changes_between(sheet(*ANN), driven, RIDERS, MOVED_S)
    assert (only.kind, only.stop) == (Kind.CALL, "c")


def test_duty_base_and_breaks_are_said_too() -> None:
    longer = sheet(*ANN).model_copy(update={"ends_at": after(120)})
    (duty,) = changes_between(sheet(*ANN), longer, RIDERS, MOVED_S)
    assert (duty.kind, duty.ended, duty.ends) == (Kind.DUTY, after(90), after(120))
    assert kinds(sheet(*ANN), sheet(*ANN, leave=5, back=70)) == [Kind.LEAVE, Kind.BACK]
    assert kinds(sheet(*ANN), sheet(*ANN, rest=30)) == [Kind.BREAK_NEW]
    assert kinds(sheet(*ANN, rest=30), sheet(*ANN, rest=40)) == [Kind.BREAK_MOVED]
    assert kinds(sheet(*ANN, rest=30), sheet(*ANN)) == [Kind.BREAK_GONE]


def test_the_first_rides_of_a_duty_say_no_more_than_themselves() -> None:
    empty = ManifestSheet(starts_at=BEGIN, ends_at=after(90))
    assert kinds(empty, sheet(*BOTH)) == [Kind.NEW, Kind.NEW]
    assert kinds(sheet(*BOTH), empty) == [Kind.GONE, Kind.GONE]


def test_somebody_rides_twice_on_the_same_way() -> None:
    twice = sheet(*ANN, ("a", 30, "ann-again", ""), ("c", 40, "", "ann-again"))
    (new,) = changes_between(sheet(*ANN), twice, RIDERS, MOVED_S)
    assert (new.kind, new.at) == (Kind.NEW, after(30))


@some.composite
def any_sheet(draw: some.DrawFn) -> ManifestSheet:
    """A run with up to four people, each getting on somewhere and off somewhere later."""
    who = draw(some.lists(some.sampled_from("pqrs"), unique=True, max_size=4))
    ends = [end for one in who for end in ((one, True), (one, False))]
    turns = draw(some.permutations(ends))
    minutes = draw(some.lists(some.integers(1, 50), min_size=len(ends), max_size=len(ends)))
    seen: set[str] = set()
    halts: list[Halt] = []
    for (one, _), minute in zip(turns, sorted(minutes), strict=True):
        stop = draw(some.sampled_from("abc"))
        halts.append((stop, minute, "", one) if one in seen else (stop, minute, one, ""))
        seen.add(one)
    return sheet(*halts)


def rides(of: ManifestSheet) -> dict[tuple[str, str, str], list[datetime]]:
    """Return who rides from where to where, with the two times: by another way than the code under test."""
    found: dict[tuple[str, str, str], list[datetime]] = {}
    for on, off in permutations(of.calls, 2):
        for one in {*on.board} & {*off.alight}:
            found[(one, on.stop, off.stop)] = [on.arrive, off.arrive]
    return found


@given(any_sheet())
def test_nothing_differs_from_itself(one: ManifestSheet) -> None:
    assert changes_between(one, one, {}, 0) == ()


@given(any_sheet(), any_sheet(), some.integers(0, 600))
def test_who_knows_the_old_and_the_changes_knows_the_new(
    old: ManifestSheet, new: ManifestSheet, moved_s: int
) -> None:
    changes = changes_between(old, new, {}, moved_s)
    there = set(rides(old))
    there -= {(one.who[0], one.stop, one.to_stop) for one in changes if one.kind is Kind.GONE}
    there |= {(one.who[0], one.stop, one.to_stop) for one in changes if one.kind is Kind.NEW}
    assert there == set(rides(new))
    told = {(who, one.was, one.at) for one in changes if one.kind is Kind.CALL for who in one.who}
    for key in set(rides(old)) & set(rides(new)):
        for was, now in zip(rides(old)[key], rides(new)[key], strict=True):
            moved = abs((now - was).total_seconds()) > moved_s
            assert ((key[0], was, now) in told) == moved
