"""A year of small days through the real functions of the record: driven, reviewed, closed, corrected."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from api.access.caller import Caller
from api.access.permissions import Role
from api.etags import etag
from api.hours import corrections, desk, months, service
from api.hours.schemas import Correction
from busline.clock import VirtualClock
from busline.days import at
from busline.nouns import CorrectionState, DriverEventKind, DutyState, HoursState
from busline.record.driver_events import EventWish, store_event
from busline.record.engine import Record
from busline.record.tables import Driver, Duty, Hours, HoursCorrection, IdleWindow, Line, Run, User, Van
from busline.record.tables.base import new_id
from dispatcher.desk.commands.reporting import HOURS_EVENTS
from dispatcher.desk.rows import write_hours
from tests.tiny_line import LINE, add_tiny_line

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# The nights on which the clock changes, with a duty over each of them.
NIGHTS = {date(2026, 3, 28), date(2026, 10, 24)}
# Nothing is forgotten in these nights nor corrected afterwards: they show what the clock does to hours.
AS_DRIVEN = NIGHTS | {date(2026, 11, 21)}
MINUTE = timedelta(minutes=1)
K = DriverEventKind


@dataclass(frozen=True)
class Press:
    """A button and when it was pressed."""

    kind: DriverEventKind
    at: datetime


@dataclass
class Year:
    """The people of a line, and their year."""

    record: Record
    clock: VirtualClock
    chance: random.Random
    people: dict[str, Caller]

    def play(self, first: date, last: date) -> None:
        """Let every day from `first` to `last` happen, and close each month some days after it."""
        day = first
        while day <= last:
            for driver, van in (("dirk", "van"), ("dora", "van-2")):
                self._duty(day, driver, van)
            if day.weekday() < 5:
                self._at_the_desk(day)
            day += timedelta(days=1)
            if day.day == 1:
                self._sign_off((day - timedelta(days=1)).replace(day=1))

    def _duty(self, day: date, driver: str, van: str) -> None:
        duty_id, starts, ends = f"{day}-{driver}", *self._planned(day, driver)
        self.clock.move_to(starts - timedelta(hours=1))
        with self.record.change("dispatcher") as session:
            span = {"service_date": day, "starts_at": starts, "ends_at": ends}
            session.add(IdleWindow(id=duty_id, line_id=LINE, van_id=van, base_stop_id="base", **span))
            session.flush()
            session.add(
                Duty(
                    id=duty_id,
                    line_id=LINE,
                    window_id=duty_id,
                    van_id=van,
                    driver_id=driver,
                    state=DutyState.PLANNED,
                    **span,
                )
            )
            session.flush()
            pause = {"from": (starts + 60 * MINUTE).isoformat(), "to": (starts + 75 * MINUTE).isoformat()}
            session.add(Run(duty_id=duty_id, revision=1, calls=[], breaks=[pause]))
        is_offline = self.chance.random() < 0.2  # the phone sends all of it afterwards
        for press in self._pressed(starts, ends):
            self.clock.move_to(ends + timedelta(hours=2) if is_offline else press.at + timedelta(seconds=1))
            self._send(duty_id, driver, press)

    def _planned(self, day: date, driver: str) -> tuple[datetime, datetime]:
        if driver == "dirk" and (day in NIGHTS or day.weekday() == 5):
            return at(day, time(22), AMSTERDAM), at(day + timedelta(days=1), time(4), AMSTERDAM)
        return at(day, time(10), AMSTERDAM), at(day, time(14), AMSTERDAM)

    def _pressed(self, starts: datetime, ends: datetime) -> Iterator[Press]:
        chance, careful = self.chance, starts.astimezone(AMSTERDAM).date() in AS_DRIVEN
        if chance.random() < 0.03 and not careful:
            return  # the phone was at home
        yield Press(K.CLOCK_IN, starts + self._some(-5, 12))
        paused = starts + self._some(55, 65)
        yield Press(K.BREAK_START, paused)
        if chance.random() < 0.1:
            yield Press(K.BREAK_START, paused + self._some(1, 2))  # pressed twice
        if chance.random() > 0.05 or careful:
            yield Press(K.BREAK_END, paused + self._some(5, 25))
            if chance.random() < 0.1:
                yield Press(K.BREAK_END, paused + self._some(26, 30))
        if chance.random() > 0.04 or careful:
            yield Press(K.CLOCK_OUT, ends + self._some(-10, 30))

    def _some(self, least: int, most: int) -> timedelta:
        # Phones tell the time in parts of a second.
        return timedelta(milliseconds=self.chance.randint(least * 60_000, most * 60_000))

    def _send(self, duty_id: str, driver: str, press: Press) -> None:
        wish = EventWish(id=new_id(), duty_id=duty_id, kind=press.kind, happened_at=press.at)
        now = self.clock.now()
        with self.record.change(driver, press.kind.value) as session:
            event, _ = store_event(session, wish, driver_id=driver, now=now)
            event.applied_at = now
            session.flush()
            if event.kind in HOURS_EVENTS:
                write_hours(session, event)

    def _at_the_desk(self, day: date) -> None:
        corrie, chance = self.people["corrie"], self.chance
        if chance.random() < 0.1:
            begun = at(day, time(9), AMSTERDAM)
            self.clock.move_to(begun + timedelta(hours=9))
            by_hand = Correction(
                worked_from=begun, worked_to=begun + self._some(100, 400), break_s=900, why="forgot"
            )
            with self.record.change("corrie", by_hand.why) as session:
                desk.enter(session, corrie, LINE, AMSTERDAM, by_hand, self.clock)
            return
        self.clock.move_to(at(day, time(14, 30), AMSTERDAM) + self._some(0, 20))
        with self.record.change("corrie", "clocked in") as session:
            desk.clock_in(session, corrie, LINE, AMSTERDAM, self.clock)
        self.clock.advance(self._some(100, 400))
        with self.record.change("corrie", "clocked out") as session:
            desk.clock_out(session, corrie, LINE, chance.choice((0, 900, 1800)), self.clock)

    def _sign_off(self, month: date) -> None:
        """Go through a month as the meeting does: what is forgotten, asked, corrected; then close it."""
        self.clock.move_to(at(months.next_month(month), time(9, 30), AMSTERDAM))
        for duty_id in self._forgotten(month):
            self._ask("dora" if self._driver(duty_id) == "dora" else "dirk", duty_id)
        for hours_id in self._some_of(month, 0.05):
            self._ask(self._worker(hours_id), hours_id)
        for hours_id in self._some_of(month, 0.08):
            self._correct(hours_id)
        self._decide_all(month)
        self._approve_all(month)
        self._close(month)
        if month.month == 5:
            with self.record.change("wil", "one duty was wrong") as session:
                months.reopen_month(session, session.get_one(Line, LINE), month)
            self._correct(self._some_of(month, 0.5)[0])
            self._approve_all(month)
            self._close(month)
        self._look_back(month)

    def _look_back(self, month: date) -> None:
        """Find after the closing that some of it was wrong: it counts in the month that is open."""
        for hours_id in self._some_of(month, 0.04):
            self._ask(self._worker(hours_id), hours_id, share=1.0)
            if self.chance.random() < 0.3:  # and wrong again
                self._decide_all(months.next_month(month))
                self._ask(self._worker(hours_id), hours_id, share=1.0)
        late = [one for one in self._some_of(month, 0.1) if self._worker(one) != "corrie"]
        for duty_id in late[:1]:  # a phone that was switched off for weeks
            self._send(duty_id, self._driver(duty_id), Press(K.CLOCK_OUT, self.clock.now()))

    def _ask(self, login: str, hours_id: str, share: float = 0.9) -> None:
        with self.record.read() as session:
            duty, hours = session.get(Duty, hours_id), session.get(Hours, hours_id)
        begun = hours.worked_from if hours else duty.starts_at if duty else self._desk_begin(hours_id)
        wish = Correction(
            worked_from=begun + self._some(-3, 3),
            worked_to=begun + self._some(180, 300),
            break_s=self.chance.randint(0, 40) * 60,
            why="not as I worked",
        )
        with self.record.change(login, wish.why) as session:
            if service.correction_that_waits(session, hours_id) is not None:
                return
            row = corrections.ask(session, self.people[login], LINE, hours_id, wish, self.clock)
            correction_id = row.id
        if self.chance.random() > share:
            with self.record.change(login, "withdrawn") as session:
                row = session.get_one(HoursCorrection, correction_id)
                corrections.withdraw_correction(session, self.people[login], row, self.clock)

    def _desk_begin(self, hours_id: str) -> datetime:
        with self.record.read() as session:
            return service.get_hours(session, LINE, hours_id).worked_from

    def _decide_all(self, month: date) -> None:
        with self.record.change("wil", "the meeting") as session:
            asked = session.query(HoursCorrection).filter_by(month=month, state=CorrectionState.ASKED)
            for one in asked.order_by(HoursCorrection.service_date, HoursCorrection.hours_id):
                # What was never clocked can only be approved: nothing else would stand for the duty.
                if self.chance.random() < 0.2 and session.get(Duty, one.hours_id) is None:
                    corrections.decline_correction(
                        session, self.people["wil"], one, etag(one), "no", self.clock
                    )
                else:
                    corrections.approve_correction(session, self.people["wil"], one, etag(one), self.clock)

    def _correct(self, hours_id: str) -> None:
        with self.record.change("wil", "as the van's own book says") as session:
            hours = service.get_hours(session, LINE, hours_id)
            if service.correction_that_waits(session, hours_id) is not None:
                return
            wish = Correction(
                worked_from=hours.worked_from + self._some(0, 3),
                worked_to=hours.worked_from + self._some(200, 260),
                break_s=600,
                why="as the van's own book says",
            )
            service.correct(session, self.people["wil"], hours, wish, etag(hours), self.clock)

    def _approve_all(self, month: date) -> None:
        with self.record.change("ria", "approved") as session:
            rows = self._rows(session, month)
            for row in rows:
                if row.state is HoursState.OPEN:  # nobody clocked out, and nobody asked
                    wish = Correction(
                        worked_from=row.worked_from,
                        worked_to=row.worked_from + 3 * timedelta(hours=1),
                        break_s=0,
                        why="as planned",
                    )
                    service.correct(session, self.people["wil"], row, wish, etag(row), self.clock)
            wanted = [(service.id_of(row), etag(row)) for row in rows if row.state in service.CAN_APPROVE]
            service.approve_several(session, self.people["ria"], LINE, wanted)

    def _close(self, month: date) -> None:
        with self.record.change("ria", "month closed") as session:
            months.close_month(session, session.get_one(Line, LINE), month, "ria", self.clock)

    def _rows(self, session, month: date) -> list[service.AnyHours]:  # type: ignore[no-untyped-def]
        rows: list[service.AnyHours] = list(months.hours_of_month(session, LINE, month))
        return [*rows, *months.desk_hours_of_month(session, LINE, month)]

    def _some_of(self, month: date, share: float) -> list[str]:
        with self.record.read() as session:
            rows = (row for row in self._rows(session, month) if row.service_date not in AS_DRIVEN)
            ids = [service.id_of(row) for row in sorted(rows, key=lambda row: row.worked_from)]
        return [one for one in ids if self.chance.random() < share] or ids[:1]

    def _forgotten(self, month: date) -> list[str]:
        with self.record.read() as session:
            clocked = {row.duty_id for row in months.hours_of_month(session, LINE, month)}
            duties = session.query(Duty).filter(Duty.service_date.between(month, months.last_day(month)))
            return sorted(one.id for one in duties if one.id not in clocked)

    def _driver(self, duty_id: str) -> str:
        with self.record.read() as session:
            return str(session.get_one(Duty, duty_id).driver_id)

    def _worker(self, hours_id: str) -> str:
        with self.record.read() as session:
            duty = session.get(Duty, hours_id)
        return str(duty.driver_id) if duty else "corrie"


def play_year(record: Record, clock: VirtualClock, first: date, last: date, seed: int) -> None:
    """Let the days from `first` to `last` happen on a line of two vans, two drivers and a coordinator."""
    with record.change("test") as session:
        add_tiny_line(session)
        session.add(
            Van(
                line_id=LINE,
                id="van-2",
                name="Van 2",
                base_stop_id="base",
                layouts=[{"seats": 4, "wheelchairs": 0}],
            )
        )
        session.add(Driver(line_id=LINE, id="dora", name="Dora"))
        people = {login: _come_in(session, login) for login in ("dirk", "dora", "corrie", "wil", "ria")}
    Year(record, clock, random.Random(seed), people).play(first, last)


def _come_in(session, login: str) -> Caller:  # type: ignore[no-untyped-def]
    role = {"corrie": Role.COORDINATOR, "wil": Role.REVIEWER, "ria": Role.REVIEWER}.get(login, Role.DRIVER)
    driver_id = login if role is Role.DRIVER else None
    user_id = new_id()
    session.add(
        User(
            id=user_id,
            login=login,
            name=login.title(),
            password_hash="",
            roles=[role.value],
            line_id=LINE,
            driver_id=driver_id,
        )
    )
    return Caller(user_id, login, login.title(), frozenset({role}), LINE, driver_id, "nl")
