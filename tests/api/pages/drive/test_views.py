"""A duty as steps, with what the plan has not taken in yet."""

from datetime import datetime, timedelta

from api.driver.schemas import DriverCall, DriverDuty, EventCard, RiderCard
from api.pages.drive.pending import with_pending
from api.pages.drive.views import view_duty
from busline.nouns import Aid, BookingState, CallKind, DriverEventKind, DutyState
from busline.rules.line_rules import LineRules
from tests.api.house import at

WAIT_S = 180
RULES = LineRules(wait_at_stop_s=WAIT_S)


def rider(booking_id: str = "a", state: BookingState = BookingState.CONFIRMED) -> RiderCard:
    """Return somebody who was promised 10:05 to 10:15."""
    return RiderCard(
        booking_id=booking_id,
        name="mevrouw Voorbeeld",
        aid=Aid.WALKER,
        companions=0,
        driver_note="",
        phone="",
        state=state,
        pickup_from=at("10:05"),
        pickup_to=at("10:15"),
    )


def call(
    stop: str,
    arrive: str,
    *,
    kind: CallKind = CallKind.STOP,
    board: tuple[RiderCard, ...] = (),
    alight: tuple[RiderCard, ...] = (),
    arrived: datetime | None = None,
    departed: datetime | None = None,
) -> DriverCall:
    """Return a call."""
    return DriverCall(
        kind=kind,
        stop_id=stop,
        stop_name=stop,
        street="",
        lat=None,
        lon=None,
        arrive=at(arrive),
        depart=at(arrive),
        arrived=arrived,
        departed=departed,
        board=list(board),
        alight=list(alight),
    )


def event(
    kind: DriverEventKind, clock: str, stop: str | None = None, booking: str | None = None
) -> EventCard:
    """Return a report whose id is its kind."""
    return EventCard(
        id=kind.value, kind=kind, stop_id=stop, booking_id=booking, happened_at=at(clock), rejected_why=None
    )


def duty(*events: EventCard, state: DutyState = DutyState.PLANNED) -> DriverDuty:
    """Return a run: base, home, break at the base, shops, base."""
    return DriverDuty(
        id="duty",
        van_id="van",
        van_name="Busje",
        plate="",
        starts_at=at("09:45"),
        ends_at=at("11:45"),
        state=state,
        calls=[
            call("base", "09:50", kind=CallKind.BASE),
            call("home", "10:00", board=(rider(),)),
            call("shops", "10:20", alight=(rider(),)),
            call("base", "10:30", kind=CallKind.BREAK),
            call("base", "11:30", kind=CallKind.BASE),
        ],
        events=list(events),
    )


CLOCK_IN = event(DriverEventKind.CLOCK_IN, "09:40")
LEFT = event(DriverEventKind.DEPARTED, "09:50", "base")
THERE = event(DriverEventKind.ARRIVED, "10:01", "home")
IN = event(DriverEventKind.BOARDED, "10:07", "home", "a")
MISSED = event(DriverEventKind.NO_SHOW, "10:12", "home", "a")


def steps(*events: EventCard) -> list[str]:
    """Return the steps of the run after events that the plan has not taken in."""
    shown = with_pending(duty(*events), {one.id for one in events})
    return [one.step for one in view_duty(shown, RULES).calls]


def test_before_clocking_in_nothing_else_can_be_pressed() -> None:
    assert view_duty(duty(), RULES).phase == "before"
    assert view_duty(duty(CLOCK_IN), RULES).phase == "driving"
    assert view_duty(duty(CLOCK_IN, event(DriverEventKind.CLOCK_OUT, "11:40")), RULES).phase == "over"


def test_a_report_counts_on_the_page_before_the_plan_has_it() -> None:
    assert steps(CLOCK_IN) == ["start", "coming", "coming", "break", "coming"]
    assert steps(CLOCK_IN, LEFT) == ["done", "coming", "coming", "break", "coming"]
    assert steps(CLOCK_IN, LEFT, THERE)[1] == "here"
    assert steps(CLOCK_IN, LEFT, THERE, IN)[1] == "ready"
    assert steps(CLOCK_IN, LEFT, THERE, MISSED)[1] == "ready"


def test_an_arrival_that_is_told_twice_passes_nobody_by() -> None:
    shown = with_pending(duty(CLOCK_IN), {CLOCK_IN.id})
    shown.calls.insert(3, call("home", "10:25"))
    again = THERE.model_copy(update={"id": "again", "happened_at": at("10:02")})
    told = shown.model_copy(update={"events": [CLOCK_IN, LEFT, THERE, again]})
    calls = with_pending(told, {LEFT.id, THERE.id, again.id}).calls
    assert [one.arrived for one in calls[1:4]] == [at("10:01"), None, None]


def test_a_break_is_begun_and_ended() -> None:
    begun = event(DriverEventKind.BREAK_START, "10:30", "base")
    ended = event(DriverEventKind.BREAK_END, "11:00", "base")
    assert steps(CLOCK_IN, LEFT, begun)[3] == "on_break"
    assert steps(CLOCK_IN, LEFT, begun, ended)[:4] == ["done"] * 4


def test_a_refused_report_does_not_count_and_is_shown() -> None:
    refused = CLOCK_IN.model_copy(update={"rejected_why": "This duty is over."})
    view = view_duty(duty(refused), RULES)
    assert view.phase == "before"
    assert [one.id for one in view.refused] == ["clock_in"]


def test_somebody_counts_as_not_come_only_after_waiting_from_the_promised_time() -> None:
    # The van is there at 10:00, the promise begins at 10:05: three minutes later is 10:08.
    (person,) = view_duty(duty(), RULES).calls[1].board
    assert person.miss_from == at("10:05") + timedelta(seconds=WAIT_S)
    assert person.destination == "shops"


def test_who_is_served_first_stands_first() -> None:
    both = call("shops", "10:20", board=(rider(),), alight=(rider(),))
    run = duty().model_copy(update={"calls": [both, both.model_copy(update={"board_first": True})]})
    out_first, in_first = view_duty(run, RULES).calls
    assert [group for group, _ in out_first.turns] == ["alight", "board"]
    assert [group for group, _ in in_first.turns] == ["board", "alight"]


def test_an_empty_run_can_be_clocked_out() -> None:
    empty = duty(CLOCK_IN).model_copy(update={"calls": []})
    view = view_duty(empty, RULES)
    assert (view.phase, view.current, list(view.calls)) == ("driving", 0, [])
