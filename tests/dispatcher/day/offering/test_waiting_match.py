"""Who gets a place: whoever has waited longest among those for whom there is one; no promise gives way."""

from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from busline.nouns import LegName, TimeMode
from dispatcher.day.offering.waiting_match import Waiting, first_match, match_for
from dispatcher.day.settling.settling import settle
from dispatcher.day.wishes import LegToQuote, RequestToQuote
from tests.dispatcher.desk.hand_made import ANN, duty, make_day, make_line_data, s

LINE = make_line_data(waiting_lead_s=600)
NOW = s("08:00")
# Ann's ride from a to c leaves one of two seats on the one van.
DAY = make_day(LINE, duty(1, ANN))


def one(
    name: str,
    since: int,
    wanted: int = 0,
    seats: int = 1,
    ends: str = "ac",
    mode: str = "depart_at",
    **more: int,
) -> Waiting:
    """Return somebody who wants to ride `wanted` minutes after 10:00."""
    leg = LegToQuote(LegName.OUT, ends[0], ends[1], TimeMode(mode), s("10:00") + 60 * wanted)
    request = RequestToQuote(name, (leg,), seats=seats, wheelchairs=0, boarding_s=60)
    fields = {"earlier_s": 600, "later_s": 600, "know_by": s("09:30")} | more
    return Waiting(name, request, since=since, **fields)


def matched(*waiting: Waiting, now: int = NOW) -> list[str]:
    """Return who gets a place, in the order in which it is offered."""
    ids, day, left, found = count(), DAY, list(waiting), []
    while match := first_match(LINE, day, left, now, lambda: f"offer{next(ids)}"):
        found.append(match.waiting.id)
        left, day = [who for who in left if who is not match.waiting], match.day
    return found


def test_the_longest_waiting_comes_first_though_another_would_be_nearer() -> None:
    assert matched(one("late", 2, wanted=15)) == ["late"]
    assert matched(one("late", 2, wanted=15), one("early", 1, wanted=25)) == ["early"]  # the only seat


def test_who_does_not_fit_keeps_nobody_waiting() -> None:
    # Two seats are never free before Ann is out at 10:27, and the van is not at a again before 10:37.
    assert matched(one("two", 1, wanted=15, seats=2, later_s=0), one("one", 2, wanted=15)) == ["one"]


def test_a_ride_lies_inside_what_was_accepted_and_is_held_until_its_lead() -> None:
    match = match_for(LINE, DAY, one("x", 1, wanted=15, earlier_s=0, later_s=0), NOW, lambda: "offer")
    assert match is not None
    assert match.offers[0].promise.pickup_from.timestamp() == s("10:15")
    assert match.held_until == s("09:30")  # when they want to know; two hours would be 10:00
    soon = match_for(LINE, DAY, one("x", 1, wanted=15, know_by=s("10:10")), s("09:20"), lambda: "offer")
    assert soon is not None
    assert match.held_until < soon.held_until == soon.offers[0].promise.pickup_from.timestamp() - 600


def test_to_be_there_by_a_time_stays_to_be_there_by_it() -> None:
    match = match_for(LINE, DAY, one("x", 1, wanted=45, mode="arrive_by"), NOW, lambda: "offer")
    assert match is not None
    assert match.offers[0].promise.dropoff_by.timestamp() <= s("10:45")


def test_who_wants_to_know_at_once_is_offered_nothing_that_could_not_be_phoned() -> None:
    assert match_for(LINE, DAY, one("x", 1, know_by=NOW + 60), NOW, lambda: "offer") is None


WAITING = st.lists(
    st.builds(
        lambda since, wanted, seats, ends, mode: (since, wanted, seats, ends, mode),
        st.integers(0, 5),
        st.integers(0, 90),
        st.integers(1, 2),
        st.sampled_from(("ac", "bd", "ca", "da", "ab")),
        st.sampled_from(("depart_at", "arrive_by")),
    ),
    min_size=1,
    max_size=6,
)


@given(WAITING)
@settings(max_examples=60, deadline=None)
def test_nobody_is_served_before_a_longer_waiting_one_who_fits_as_well(wishes: list[tuple]) -> None:
    left = [one(f"w{number}", *wish) for number, wish in enumerate(wishes)]
    ids, day = count(), DAY
    while match := first_match(LINE, day, left, NOW, lambda: f"offer{next(ids)}"):
        for who in left:
            if (who.since, who.id) < (match.waiting.since, match.waiting.id):
                assert match_for(LINE, day, who, NOW, lambda: "other") is None
        left, day = [who for who in left if who is not match.waiting], match.day
        # Ann's promise stands with everything that is held, and what was offered is kept beside it.
        settled = settle(LINE, day, NOW)
        assert settled.day.bookings["ann"].pickup_to == ANN.pickup_to
        assert not settled.late
        assert not settled.strained
    assert all(match_for(LINE, day, who, NOW, lambda: "other") is None for who in left)
