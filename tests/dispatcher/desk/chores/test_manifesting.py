"""Manifests are published in the evening, and anew when a plan changed and came to rest."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from busline.clock import VirtualClock
from busline.feed.connection import Feed
from busline.feed.messages import AnyReply, CancelBookings, Command, DriverEventRecorded, DriverUnavailable
from busline.nouns import Call, DriverEventKind, DutyState, MessageKind, MessageState
from busline.record import tables as t
from busline.record.driver_events import EventWish, store_event
from busline.record.engine import Record
from busline.record.leases import FencedOff
from busline.record.manifests import latest_version, sheet_of_duty, sheet_of_version, versions_of
from busline.record.tables.base import new_id
from dispatcher.desk.chores.manifesting import publish_manifests
from dispatcher.desk.line_desk import LineDesk
from dispatcher.service.line_service import LineService
from tests.dispatcher.desk.commands.test_answering import booked
from tests.dispatcher.desk.small_line import TUESDAY, ask, at, make_line

Tell = Callable[..., AnyReply]
DAY = TUESDAY + timedelta(weeks=1)
EVENING = at("19:00", DAY - timedelta(days=1))


@pytest.fixture
def each_record(record: Record) -> Record:
    """The small line on each database; the drivers of both vans have an e-mail address."""
    make_line(record)
    with record.change("test") as session:
        for driver in session.scalars(select(t.Driver)):
            driver.email = f"{driver.id}@example.org"
    return record


@pytest.fixture
def desk(each_record: Record, embedded_feed: Feed, clock: VirtualClock) -> LineDesk:
    return open_desk(each_record, embedded_feed, clock)


def open_desk(record: Record, feed: Feed, clock: VirtualClock) -> LineDesk:
    return LineService(record, feed, clock, "small", holder="t", lease_s=5.0, patience_s=8.0).open_desk()


@pytest.fixture
def tell(desk: LineDesk, clock: VirtualClock) -> Tell:
    def _tell(kind: type[Command], **fields: Any) -> AnyReply:
        command = kind(id=new_id(), line_id="small", actor="carla", sent_at=clock.now(), **fields)
        return desk.handle(command)  # type: ignore[arg-type]

    return _tell


def book(tell: Tell, record: Record, clock: VirtualClock, **wish: Any) -> str:
    return booked(tell, ask(record, clock, day=DAY, **wish)).bookings[0].booking_id


def pass_time(desk: LineDesk, clock: VirtualClock, minutes: int) -> list[int]:
    """Look every minute; return how many versions each look made, where it made any."""
    made = []
    for _ in range(minutes):
        clock.advance(timedelta(minutes=1))
        made.append(publish_manifests(desk))
    return [count for count in made if count]


def duties(record: Record) -> list[t.Duty]:
    with record.read() as session:
        return list(session.scalars(select(t.Duty).where(t.Duty.service_date == DAY).order_by(t.Duty.van_id)))


def carrying(record: Record, booking_id: str) -> t.Duty:
    """Return the duty on which a ride is."""
    with record.read() as session:
        return next(duty for duty in duties(record) if booking_id in sheet_of_duty(session, duty).booking_ids)


def numbers(record: Record, duty_id: str) -> list[int]:
    with record.read() as session:
        return [version.number for version in versions_of(session, duty_id)][::-1]


def mails(record: Record) -> list[tuple[MessageKind, str | None, str, MessageState]]:
    with record.read() as session:
        found = session.scalars(select(t.Message).order_by(t.Message.made_at, t.Message.driver_id))
        return [(one.kind, one.driver_id, one.occasion, one.state) for one in found]


def test_tomorrows_manifests_are_published_in_the_evening_once_and_for_all_who_drive(
    tell: Tell, desk: LineDesk, each_record: Record, clock: VirtualClock
) -> None:
    ride = book(tell, each_record, clock)
    clock.move_to(EVENING - timedelta(seconds=1))
    assert publish_manifests(desk) == 0
    clock.move_to(EVENING)
    assert [publish_manifests(desk), publish_manifests(desk)] == [2, 0]
    duty = carrying(each_record, ride)
    with each_record.read() as session:
        version = latest_version(session, duty.id)
        assert version is not None
        assert (version.number, version.driver_id, version.made_at) == (1, duty.driver_id, EVENING)
        assert sheet_of_version(version) == sheet_of_duty(session, duty)
    assert mails(each_record) == [
        (MessageKind.MANIFEST, f"driver{number}", "v1", MessageState.WAITING) for number in (1, 2)
    ]


def test_another_desk_publishes_nothing_twice(
    tell: Tell, desk: LineDesk, each_record: Record, clock: VirtualClock, embedded_feed: Feed
) -> None:
    book(tell, each_record, clock)
    clock.move_to(EVENING)
    publish_manifests(desk)
    successor = open_desk(each_record, embedded_feed, clock)
    assert publish_manifests(successor) == 0
    assert len(mails(each_record)) == 2


def test_who_lost_the_line_publishes_nothing(
    tell: Tell, desk: LineDesk, each_record: Record, clock: VirtualClock, embedded_feed: Feed
) -> None:
    book(tell, each_record, clock)
    open_desk(each_record, embedded_feed, clock)
    clock.move_to(EVENING)
    with pytest.raises(FencedOff):
        publish_manifests(desk)
    assert [numbers(each_record, duty.id) for duty in duties(each_record)] == [[], []]


def test_bookings_in_a_row_are_one_new_version_when_it_has_been_quiet(
    tell: Tell, desk: LineDesk, each_record: Record, clock: VirtualClock
) -> None:
    book(tell, each_record, clock)
    clock.move_to(EVENING)
    publish_manifests(desk)
    rides = []
    for resident, wanted in (("bob", "10:20"), ("wim", "10:50"), ("bob", "11:00")):
        rides.append(book(tell, each_record, clock, resident=resident, wanted=wanted))
        assert pass_time(desk, clock, 3) == []
    changed = {carrying(each_record, ride).id for ride in rides}
    assert sum(pass_time(desk, clock, 10)) == len(changed)
    assert pass_time(desk, clock, 120) == []
    with each_record.read() as session:
        for duty in duties(each_record):
            version = latest_version(session, duty.id)
            assert version is not None
            assert version.number == (2 if duty.id in changed else 1)
            assert sheet_of_version(version) == sheet_of_duty(session, duty)


def test_a_change_that_is_taken_back_is_no_version(
    tell: Tell, desk: LineDesk, each_record: Record, clock: VirtualClock
) -> None:
    book(tell, each_record, clock)
    clock.move_to(EVENING)
    publish_manifests(desk)
    slip = book(tell, each_record, clock, resident="bob", wanted="10:50")
    pass_time(desk, clock, 5)
    tell(CancelBookings, booking_ids=(slip,))
    assert pass_time(desk, clock, 60) == []


def test_a_change_survives_the_death_of_the_desk(
    tell: Tell, desk: LineDesk, each_record: Record, clock: VirtualClock, embedded_feed: Feed
) -> None:
    ride = book(tell, each_record, clock)
    clock.move_to(EVENING)
    publish_manifests(desk)
    tell(CancelBookings, booking_ids=(ride,))
    pass_time(desk, clock, 9)
    successor = open_desk(each_record, embedded_feed, clock)
    assert pass_time(successor, clock, 11) == [1]


def test_the_old_mail_is_not_needed_once_there_is_a_newer_version(
    tell: Tell, desk: LineDesk, each_record: Record, clock: VirtualClock
) -> None:
    ride = book(tell, each_record, clock)
    driver = carrying(each_record, ride).driver_id
    clock.move_to(EVENING)
    publish_manifests(desk)
    tell(CancelBookings, booking_ids=(ride,))
    assert pass_time(desk, clock, 11) == [1]
    own = [mail for mail in mails(each_record) if mail[1] == driver]
    assert [(occasion, state) for _, _, occasion, state in own] == [
        ("v1", MessageState.UNNEEDED),
        ("v2", MessageState.WAITING),
    ]


def test_another_driver_gets_a_new_version_and_the_first_is_told_that_it_is_off(
    tell: Tell, desk: LineDesk, each_record: Record, clock: VirtualClock
) -> None:
    ride = book(tell, each_record, clock)
    duty = carrying(each_record, ride)
    clock.move_to(EVENING)
    publish_manifests(desk)
    with each_record.change("test") as session:  # a third driver, free on that day
        session.add(t.Driver(line_id="small", id="driver3", name="D", email="driver3@example.org"))
        session.flush()
        session.add(
            t.AvailabilityPattern(
                line_id="small",
                driver_id="driver3",
                weekday=1,
                starts=at("09:00").time(),
                ends=at("13:00").time(),
            )
        )
    tell(
        DriverUnavailable,
        driver_id=duty.driver_id,
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        why="ill",
    )
    now = carrying(each_record, ride)
    assert (now.id, now.driver_id) != (duty.id, duty.driver_id)
    pass_time(desk, clock, 12)
    told = {(kind, driver) for kind, driver, _, state in mails(each_record) if state is MessageState.WAITING}
    assert (MessageKind.DUTY_OFF, duty.driver_id) in told
    with each_record.read() as session:
        gone = versions_of(session, duty.id, duty.driver_id)[0]
        assert gone.taken_off_at is not None
        if now.driver_id is not None:
            version = latest_version(session, now.id)
            assert version is not None
            assert version.driver_id == now.driver_id
    assert pass_time(desk, clock, 90) == []
    assert [mail[0] for mail in mails(each_record)].count(MessageKind.DUTY_OFF) == 1


def test_a_duty_that_comes_back_to_its_driver_is_published_again(
    tell: Tell, desk: LineDesk, each_record: Record, clock: VirtualClock
) -> None:
    duty = carrying(each_record, book(tell, each_record, clock))
    clock.move_to(EVENING)
    publish_manifests(desk)
    with each_record.change("test") as session:
        row = session.get_one(t.Duty, duty.id)
        row.driver_id, row.state = None, DutyState.OPEN
    assert pass_time(desk, clock, 12) == []
    with each_record.change("test") as session:
        row = session.get_one(t.Duty, duty.id)
        row.driver_id, row.state = duty.driver_id, DutyState.PLANNED
    assert pass_time(desk, clock, 12) == [1]
    assert numbers(each_record, duty.id) == [1, 2]


def test_under_way_a_late_van_is_no_new_manifest_but_another_ride_is(
    tell: Tell, desk: LineDesk, each_record: Record, clock: VirtualClock
) -> None:
    ride = book(tell, each_record, clock, wanted="10:40")
    duty = carrying(each_record, ride)
    clock.move_to(EVENING)
    publish_manifests(desk)
    clock.move_to(duty.starts_at)
    with each_record.change("test") as session:
        wish = EventWish(id=new_id(), duty_id=duty.id, kind=DriverEventKind.CLOCK_IN, happened_at=clock.now())
        event, _ = store_event(session, wish, driver_id=duty.driver_id or "", now=clock.now())
    tell(DriverEventRecorded, event_id=event.id)
    with each_record.change("test") as session:  # everything half an hour later
        run = session.get_one(t.Run, duty.id)
        later = [
            call | {"arrive": _later(call["arrive"]), "depart": _later(call["depart"])} for call in run.calls
        ]
        run.calls = later
    assert pass_time(desk, clock, 15) == []
    desk.forget(DAY)
    tell(CancelBookings, booking_ids=(ride,))
    assert pass_time(desk, clock, 2) == [1]
    waiting = [mail for mail in mails(each_record) if mail[2] == "v2"]
    assert waiting == []  # the page tells whoever drives


def _later(moment: str) -> str:
    hour = int(moment[11:13])
    return f"{moment[:11]}{hour:02d}:{min(int(moment[14:16]) + 5, 59):02d}{moment[16:]}"


def test_who_has_no_address_gets_a_version_and_no_mail(
    tell: Tell, desk: LineDesk, each_record: Record, clock: VirtualClock
) -> None:
    with each_record.change("test") as session:
        for driver in session.scalars(select(t.Driver)):
            driver.email = ""
    book(tell, each_record, clock)
    clock.move_to(EVENING)
    assert publish_manifests(desk) == 2
    assert mails(each_record) == []


@pytest.mark.parametrize(("minutes", "versions"), [(3, []), (4, [1])])
def test_a_time_counts_when_it_moves_by_more_than_the_rule(
    tell: Tell, desk: LineDesk, each_record: Record, clock: VirtualClock, minutes: int, versions: list[int]
) -> None:
    duty = carrying(each_record, book(tell, each_record, clock))
    clock.move_to(EVENING)
    publish_manifests(desk)
    with each_record.change("test") as session:
        run = session.get_one(t.Run, duty.id)
        calls = [Call.model_validate(call) for call in run.calls]
        moved = calls[1].model_copy(update={"arrive": calls[1].arrive + timedelta(minutes=minutes)})
        run.calls = [call.model_dump(mode="json") for call in (calls[0], moved, *calls[2:])]
    assert pass_time(desk, clock, 12) == versions
