"""From a draft to a duty that changed hands twice: the example line's roster, through its desk."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from busline.clock import VirtualClock
from busline.days import AMSTERDAM, at, seconds
from busline.feed.connection import Feed
from busline.feed.messages import (
    AgreeSwap,
    AnyReply,
    Command,
    Done,
    DriverUnavailable,
    Failed,
    PublishRoster,
    RosterDays,
    TakeDuty,
)
from busline.nouns import DutyState, MessageKind, NoticeKind, RosterState, SwapState
from busline.record import tables as t
from busline.record.availability import worked_elsewhere_of
from busline.record.engine import Record
from busline.record.tables.base import new_id
from busline.roster.may_drive import AgainstTheRules, why_not_drive
from busline.roster.notices import unseen
from busline.roster.swaps import SwapOver, SwapWish, ask_swap, close_swap
from busline.rules.owed_breaks import with_owed_breaks
from busline.rules.working_time import WorkingTimeRules, WorkSpan
from dispatcher.bench.roster.inspector import Inspector, Worked
from dispatcher.desk.chores.drafting import DeskDrafter
from dispatcher.desk.line_desk import LineDesk
from dispatcher.roster.weeks import WeeksSearch
from dispatcher.service.line_service import LineService
from tests.fixtures.line import OSDORP

Tell = Callable[..., AnyReply]
FIRST, LAST = date(2026, 11, 30), date(2026, 12, 13)  # two weeks from the Monday after the Tuesday it is
QUICK = WeeksSearch(seconds=60)


@pytest.fixture
def roster_desk(each_osdorp: Record, embedded_feed: Feed, clock: VirtualClock) -> LineDesk:
    """The desk of the example line, on each database."""
    service = LineService(
        each_osdorp, embedded_feed, clock, OSDORP, holder="test", lease_s=5.0, patience_s=8.0
    )
    return service.open_desk()


@pytest.fixture
def tell(roster_desk: LineDesk, clock: VirtualClock) -> Tell:
    """Hand the desk a command of a given type."""

    def _tell(kind: type[Command], *, key: str | None = None, **fields: Any) -> AnyReply:
        command = kind(
            id=new_id(), line_id=OSDORP, actor="c", sent_at=clock.now(), idempotency_key=key, **fields
        )
        return roster_desk.handle(command)  # type: ignore[arg-type]

    return _tell


def at_once(work: Callable[..., Any], *given: Any) -> Future[Any]:
    """Do the work now, in this process."""
    future: Future[Any] = Future()
    future.set_result(work(*given))
    return future


def draft(desk: LineDesk, first: date = FIRST, last: date = LAST) -> str:
    """Ask for a roster and have it made; return its id."""
    with desk.record.change("coordinator") as session:
        roster = t.Roster(line_id=OSDORP, from_day=first, to_day=last, asked_at=desk.clock.now())
        session.add(roster)
        session.flush()
        roster_id = roster.id
    drafter = DeskDrafter(at_once, QUICK)
    drafter(desk)
    drafter(desk)
    return roster_id


def duties(record: Record, first: date = FIRST, last: date = LAST) -> list[t.Duty]:
    with record.read() as session:
        wanted = select(t.Duty).where(t.Duty.service_date.between(first, last))
        return list(session.scalars(wanted.order_by(t.Duty.starts_at, t.Duty.van_id)))


def get(record: Record, table: type[Any], row_id: str) -> Any:
    with record.read() as session:
        return session.get_one(table, row_id)


def notices(record: Record, driver_id: str) -> list[tuple[str, NoticeKind]]:
    with record.read() as session:
        return [(notice.duty_id, notice.kind) for notice in unseen(session, OSDORP, driver_id)]


def clock_on(day: date, text: str) -> datetime:
    return at(day, time.fromisoformat(text), AMSTERDAM)


def broken(record: Record) -> set[str]:
    """Return what the inspector finds in everybody's work."""
    found: set[str] = set()
    everything = duties(record, FIRST - timedelta(days=20), LAST + timedelta(days=20))
    with record.read() as session:
        elsewhere = worked_elsewhere_of(
            session, OSDORP, FIRST - timedelta(days=14), LAST + timedelta(days=14)
        )
    for who, spans in elsewhere.items():
        work = [WorkSpan(d.starts_at, d.ends_at) for d in everything if d.driver_id == who]
        work += [WorkSpan(start, end, elsewhere=True) for start, end in spans]
        pieces = []
        for span in with_owed_breaks(work, WorkingTimeRules()):
            edges = [span.start, *(moment for pause in span.breaks for moment in pause), span.end]
            pieces += [
                Worked(seconds(a), seconds(b), not span.elsewhere)
                for a, b in zip(edges[::2], edges[1::2], strict=True)
            ]
        found |= Inspector(pieces, AMSTERDAM).findings()
    return found


def test_a_draft_is_seen_by_nobody_until_it_is_published(roster_desk: LineDesk, tell: Tell) -> None:
    record = roster_desk.record
    roster_id = draft(roster_desk)
    roster = get(record, t.Roster, roster_id)
    assert roster.state is RosterState.DRAFT
    assert roster.result["gap"] <= 0.02
    assert {share["driver"] for share in roster.result["shares"]} >= {"anna", "bram"}
    assert duties(record) == []
    done = tell(PublishRoster, roster_id=roster_id)
    assert isinstance(done, Done), done
    driven = [duty for duty in duties(record) if duty.driver_id is not None]
    assert done.result == {"published": len(driven), "refused": []}
    assert len(driven) > 50
    assert all(d.state is DutyState.PLANNED and d.published_at is not None for d in driven)
    assert broken(record) == set()
    for who in {str(duty.driver_id) for duty in driven}:
        first = next(duty.id for duty in driven if duty.driver_id == who)
        assert notices(record, who) == [(first, NoticeKind.ROSTER)]
    again = tell(PublishRoster, roster_id=roster_id)
    assert isinstance(again, Failed)
    assert again.code == "no-draft"


def test_what_was_published_stays_when_the_roster_is_made_again(roster_desk: LineDesk, tell: Tell) -> None:
    record = roster_desk.record
    tell(PublishRoster, roster_id=draft(roster_desk))
    before = {d.id: d.driver_id for d in duties(record)}
    tell(RosterDays, from_day=FIRST, to_day=LAST)
    tell(PublishRoster, roster_id=draft(roster_desk))
    after = {d.id: d.driver_id for d in duties(record)}
    assert {k: v for k, v in before.items() if v} == {k: after[k] for k, v in before.items() if v}


def test_a_draft_reaches_over_the_night_on_which_the_clock_goes_forward(
    roster_desk: LineDesk, tell: Tell, clock: VirtualClock
) -> None:
    clock.move_to(datetime(2027, 3, 16, 7, tzinfo=clock.now().tzinfo))
    first, last = date(2027, 3, 22), date(2027, 4, 4)  # the clock goes forward on 28 March
    tell(PublishRoster, roster_id=draft(roster_desk, first, last))
    sundays = [d for d in duties(roster_desk.record, first, last) if d.service_date.weekday() == 6]
    assert {d.starts_at for d in sundays} == {
        clock_on(day, "10:00") for day in (date(2027, 3, 28), date(2027, 4, 4))
    }
    assert any(d.driver_id for d in sundays)


def test_who_fell_ill_after_the_draft_is_left_out_when_it_is_published(
    roster_desk: LineDesk, tell: Tell
) -> None:
    record = roster_desk.record
    roster_id = draft(roster_desk)
    with record.change("c", "ill") as session:
        session.add(
            t.DriverAbsence(
                line_id=OSDORP,
                driver_id="anna",
                starts_at=clock_on(FIRST, "00:00"),
                ends_at=clock_on(LAST, "23:00"),
            )
        )
    done = tell(PublishRoster, roster_id=roster_id)
    assert isinstance(done, Done)
    assert len(done.result["refused"]) > 0
    assert all(duty.driver_id != "anna" for duty in duties(record))


def _open_duty(record: Record, start: str = "18:30") -> t.Duty:
    """Free one evening's duty of its driver."""
    duty = next(d for d in duties(record) if d.starts_at == clock_on(FIRST, start))
    with record.change("test") as session:
        row = session.get_one(t.Duty, duty.id)
        row.driver_id, row.state, row.published_at = None, DutyState.OPEN, None
    return duty


def test_an_open_duty_is_taken_once_and_only_within_the_rules(roster_desk: LineDesk, tell: Tell) -> None:
    record = roster_desk.record
    tell(RosterDays, from_day=FIRST, to_day=FIRST)
    duty = _open_duty(record)
    # Bram works from 07:00 to 09:30 and from 15:30 to 17:30 elsewhere: until 21:00 that is 14 hours.
    refused = tell(TakeDuty, duty_id=duty.id, driver_id="bram")
    assert isinstance(refused, Failed)
    assert (refused.code, refused.params["rule"]) == ("against-the-rules", "rest_too_short")
    assert refused.params["source"] == "Arbeidstijdenwet art. 5:3 lid 2"
    assert refused.params["limit"] == 11
    assert isinstance(tell(TakeDuty, key="one", duty_id=duty.id, driver_id="hans"), Done)
    assert isinstance(tell(TakeDuty, key="one", duty_id=duty.id, driver_id="hans"), Done)
    taken = get(record, t.Duty, duty.id)
    assert (taken.driver_id, taken.state) == ("hans", DutyState.PLANNED)
    late = tell(TakeDuty, duty_id=duty.id, driver_id="els")
    assert isinstance(late, Failed)
    assert late.code == "duty-taken"


def test_an_untrained_driver_takes_no_van_with_wheelchair_places(roster_desk: LineDesk, tell: Tell) -> None:
    record = roster_desk.record
    tell(RosterDays, from_day=FIRST, to_day=FIRST)
    duty = _open_duty(record)
    with record.change("test") as session:
        session.get_one(t.Driver, (OSDORP, "hans")).wheelchair_trained = False
    refused = tell(TakeDuty, duty_id=duty.id, driver_id="hans")
    assert isinstance(refused, Failed)
    assert refused.code == "not-trained"


def _evening_swap(desk: LineDesk, tell: Tell, to_driver: str) -> tuple[t.Duty, str]:
    """Let hans drive an evening, and ask another to take it over."""
    tell(RosterDays, from_day=FIRST, to_day=FIRST)
    duty = _open_duty(desk.record)
    tell(TakeDuty, duty_id=duty.id, driver_id="hans")
    with desk.record.change("hans") as session:
        swap = ask_swap(session, OSDORP, SwapWish(duty.id, "hans", to_driver), now=desk.clock.now())
        return duty, swap.id


def test_a_swap_is_carried_out_when_the_other_agrees(roster_desk: LineDesk, tell: Tell) -> None:
    record = roster_desk.record
    duty, swap_id = _evening_swap(roster_desk, tell, "farid")
    assert get(record, t.Duty, duty.id).driver_id == "hans"
    foreign = tell(AgreeSwap, swap_id=swap_id, driver_id="els")
    assert isinstance(foreign, Failed)
    assert isinstance(tell(AgreeSwap, swap_id=swap_id, driver_id="farid"), Done)
    assert get(record, t.Duty, duty.id).driver_id == "farid"
    assert get(record, t.DutySwap, swap_id).state is SwapState.AGREED
    assert notices(record, "hans") == [(duty.id, NoticeKind.TAKEN_OFF)]
    again = tell(AgreeSwap, swap_id=swap_id, driver_id="farid")
    assert isinstance(again, Failed)
    assert again.code == "swap-over"


def test_a_swap_against_the_rules_is_not_even_asked(roster_desk: LineDesk, tell: Tell) -> None:
    tell(RosterDays, from_day=FIRST, to_day=FIRST)
    duty = _open_duty(roster_desk.record)
    tell(TakeDuty, duty_id=duty.id, driver_id="hans")
    with (
        pytest.raises(AgainstTheRules, match="rest too short"),
        roster_desk.record.change("hans") as session,
    ):
        ask_swap(session, OSDORP, SwapWish(duty.id, "hans", "bram"), now=roster_desk.clock.now())


def test_the_rules_are_checked_again_when_a_swap_is_agreed(roster_desk: LineDesk, tell: Tell) -> None:
    record = roster_desk.record
    duty, swap_id = _evening_swap(roster_desk, tell, "farid")
    with record.change("test", "farid took a night shift elsewhere meanwhile") as session:
        session.add(
            t.WorkedElsewhere(
                line_id=OSDORP,
                driver_id="farid",
                service_date=FIRST,
                starts_at=clock_on(FIRST, "22:00"),
                ends_at=clock_on(FIRST + timedelta(days=1), "04:00"),
            )
        )
    refused = tell(AgreeSwap, swap_id=swap_id, driver_id="farid")
    assert isinstance(refused, Failed)
    assert refused.code == "against-the-rules"
    assert get(record, t.Duty, duty.id).driver_id == "hans"
    assert get(record, t.DutySwap, swap_id).state is SwapState.ASKED


def test_a_swap_for_one_in_return_counts_what_each_gives_away(roster_desk: LineDesk, tell: Tell) -> None:
    record, now = roster_desk.record, roster_desk.clock.now()
    saturday = FIRST + timedelta(days=5)
    tell(RosterDays, from_day=saturday, to_day=saturday)
    first, second, *_ = [d for d in duties(record) if d.driver_id]
    one, other = str(first.driver_id), str(second.driver_id)
    # Both drive from ten to four: neither can without giving the own one away.
    with record.change(one) as session:
        swap_id = ask_swap(session, OSDORP, SwapWish(first.id, one, other, second.id), now=now).id
    assert isinstance(tell(AgreeSwap, swap_id=swap_id, driver_id=other), Done)
    assert [get(record, t.Duty, d.id).driver_id for d in (first, second)] == [other, one]


def test_a_declined_swap_changes_nothing_and_is_over(roster_desk: LineDesk, tell: Tell) -> None:
    record, now = roster_desk.record, roster_desk.clock.now()
    duty, swap_id = _evening_swap(roster_desk, tell, "farid")
    with record.change("farid") as session:
        assert close_swap(session, OSDORP, swap_id, "farid", now=now).state is SwapState.DECLINED
    with pytest.raises(SwapOver), record.change("hans") as session:
        close_swap(session, OSDORP, swap_id, "hans", now=now)
    assert get(record, t.Duty, duty.id).driver_id == "hans"


def test_illness_at_seven_finds_another_driver_who_is_asked(
    roster_desk: LineDesk, tell: Tell, clock: VirtualClock
) -> None:
    record = roster_desk.record
    tell(PublishRoster, roster_id=draft(roster_desk))
    clock.move_to(clock_on(FIRST, "07:00"))
    today = [d for d in duties(record, FIRST, FIRST) if d.driver_id]
    ill = str(today[0].driver_id)
    theirs = {d.id for d in today if d.driver_id == ill}
    done = tell(
        DriverUnavailable,
        driver_id=ill,
        starts_at=clock_on(FIRST, "07:00"),
        ends_at=clock_on(FIRST, "23:59"),
        why="ill",
    )
    assert isinstance(done, Done)
    assert set(done.result["replaced"]) | set(done.result["without_driver"]) == theirs
    assert done.result["replaced"]
    for duty_id in done.result["replaced"]:
        duty = get(record, t.Duty, duty_id)
        assert (duty_id, NoticeKind.ASKED) in notices(record, duty.driver_id)
    assert all((duty_id, NoticeKind.TAKEN_OFF) in notices(record, ill) for duty_id in theirs)
    others = {d.id: d.driver_id for d in today if d.id not in theirs}
    assert {k: get(record, t.Duty, k).driver_id for k in others} == others
    assert broken(record) == set()


def test_a_roster_that_can_not_be_made_is_dropped_and_not_tried_for_ever(roster_desk: LineDesk) -> None:
    def breaks(*_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(MemoryError())
        return future

    record = roster_desk.record
    with record.change("coordinator") as session:
        session.add(t.Roster(line_id=OSDORP, from_day=FIRST, to_day=LAST, asked_at=record.clock.now()))
    drafter = DeskDrafter(breaks, QUICK)
    drafter(roster_desk)
    drafter(roster_desk)
    with record.read() as session:
        [roster] = session.scalars(select(t.Roster))
    assert (roster.state, roster.result) == (RosterState.DROPPED, {"failed": True})


def test_who_loses_the_first_duty_of_a_new_roster_is_still_told_of_the_roster(
    roster_desk: LineDesk, tell: Tell
) -> None:
    record = roster_desk.record
    tell(PublishRoster, roster_id=draft(roster_desk))
    first = next(duty for duty in duties(record) if duty.driver_id)
    who = str(first.driver_id)
    away = {"starts_at": first.starts_at, "ends_at": first.ends_at}
    tell(DriverUnavailable, driver_id=who, why="ill", **away)
    told = {kind for duty_id, kind in notices(record, who) if duty_id == first.id}
    assert told == {NoticeKind.ROSTER, NoticeKind.TAKEN_OFF}


def mails(record: Record, kind: MessageKind) -> list[tuple[str | None, str | None]]:
    """Return the e-mails of a kind to drivers: to whom, of which duty."""
    with record.read() as session:
        found = session.scalars(
            select(t.Message).where(t.Message.kind == kind).order_by(t.Message.driver_id, t.Message.duty_id)
        )
        return [(one.driver_id, one.duty_id) for one in found]


def test_each_driver_of_a_published_roster_is_written_to_once(roster_desk: LineDesk, tell: Tell) -> None:
    record = roster_desk.record
    with record.change("test") as session:
        session.get_one(t.Driver, (OSDORP, "bram")).email = ""
    tell(PublishRoster, roster_id=draft(roster_desk))
    first: dict[str | None, str] = {}
    for duty in duties(record):
        if duty.driver_id not in (None, "bram"):
            first.setdefault(duty.driver_id, duty.id)
    assert first
    assert mails(record, MessageKind.ROSTER) == sorted(first.items())
    told = {who for who, _ in mails(record, MessageKind.DUTY_OPEN)}
    assert told & set(first) == set()  # the first mail says that duties are open


def test_an_illness_writes_to_who_is_asked_and_of_what_stays_open_to_who_may_drive_it(
    roster_desk: LineDesk, tell: Tell, clock: VirtualClock
) -> None:
    record = roster_desk.record
    tell(PublishRoster, roster_id=draft(roster_desk))
    clock.move_to(clock_on(FIRST, "07:00"))
    ill = next(str(d.driver_id) for d in duties(record, FIRST, FIRST) if d.driver_id)
    days = {"starts_at": clock_on(FIRST, "07:00"), "ends_at": clock_on(LAST, "23:59")}
    done = tell(DriverUnavailable, key="ill", driver_id=ill, why="ill", **days)
    again = tell(DriverUnavailable, key="ill", driver_id=ill, why="ill", **days)
    assert isinstance(done, Done)
    assert again == done
    replaced = {(get(record, t.Duty, one).driver_id, one) for one in done.result["replaced"]}
    assert replaced
    assert set(mails(record, MessageKind.DUTY_ASKED)) == replaced
    offered = mails(record, MessageKind.DUTY_OPEN)
    assert {duty_id for _, duty_id in offered} <= set(done.result["without_driver"])
    assert ill not in {who for who, _ in offered}
    with record.read() as session:
        for who, duty_id in offered:
            duty = session.get_one(t.Duty, duty_id)
            assert why_not_drive(session, str(who), [duty]) is None


def test_a_duty_that_nobody_takes_over_is_offered_once_to_each_who_may(
    roster_desk: LineDesk, tell: Tell, clock: VirtualClock
) -> None:
    """All are busy by the roster's own lights; who may is told, and takes it by hand."""
    record = roster_desk.record
    tell(RosterDays, from_day=FIRST, to_day=FIRST)
    duty = next(d for d in duties(record) if d.driver_id and d.starts_at == clock_on(FIRST, "18:30"))
    with record.change("test") as session:  # nobody said that they can drive that evening
        session.execute(delete(t.AvailabilityPattern))
        session.get_one(t.Duty, duty.id).published_at = clock.now()
    span = {"starts_at": duty.starts_at, "ends_at": duty.ends_at}
    tell(DriverUnavailable, driver_id=str(duty.driver_id), why="ill", **span)
    assert get(record, t.Duty, duty.id).state is DutyState.OPEN
    offered = mails(record, MessageKind.DUTY_OPEN)
    assert offered
    assert {duty_id for _, duty_id in offered} == {duty.id}
    assert len({who for who, _ in offered}) == len(offered)
    assert duty.driver_id not in {who for who, _ in offered}


def test_a_swap_writes_to_who_is_asked_and_then_to_who_asked(roster_desk: LineDesk, tell: Tell) -> None:
    record = roster_desk.record
    duty, swap_id = _evening_swap(roster_desk, tell, "farid")
    assert mails(record, MessageKind.SWAP_ASKED) == [("farid", duty.id)]
    tell(AgreeSwap, key="yes", swap_id=swap_id, driver_id="farid")
    tell(AgreeSwap, key="yes", swap_id=swap_id, driver_id="farid")
    assert mails(record, MessageKind.SWAP_ANSWERED) == [("hans", duty.id)]


def test_who_asked_for_a_duty_that_went_elsewhere_hears_that_the_swap_is_off(
    roster_desk: LineDesk, tell: Tell
) -> None:
    record, now = roster_desk.record, roster_desk.clock.now()
    saturday = FIRST + timedelta(days=5)
    tell(RosterDays, from_day=saturday, to_day=saturday)
    first, second, third, *_ = [d for d in duties(record) if d.driver_id]
    one, two, three = (str(d.driver_id) for d in (first, second, third))
    with record.change("test") as session:
        ask_swap(session, OSDORP, SwapWish(third.id, three, two, second.id), now=now)
        swap_id = ask_swap(session, OSDORP, SwapWish(first.id, one, two, second.id), now=now).id
    tell(AgreeSwap, swap_id=swap_id, driver_id=two)
    answered = mails(record, MessageKind.SWAP_ANSWERED)
    assert sorted(answered, key=str) == sorted([(one, first.id), (three, third.id)], key=str)
