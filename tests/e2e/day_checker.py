"""An independent check of ``busline export day``: every rule recomputed from the JSON alone.

Shares no code with the packages, on purpose: what the planner got wrong must not be wrong here too.

How a day is judged
-------------------
The planned times (``arrive``, ``depart``) of a day that is still ahead, or was driven exactly as planned,
must keep everything. On a day that was really driven with delays, the planned times of what has happened
are the times last expected, and traffic is the world's: so driving, boarding and promises are then not
findings of the plan. Windows, drivers, places and who rides where must hold whatever happens. So must ride
times, by when the van really left and came: delays are what plans keep slack for. Excused is only what one
delay beyond that slack did alone, when all that was left of the ride lay inside the freeze time
(`tests.e2e.delays`). What came later than promised is listed by `late`, promises that were given up by
`broken`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, pairwise
from typing import Any
from zoneinfo import ZoneInfo

from tests.e2e.delays import none_could_help

Json = Mapping[str, Any]
Span = tuple[int, int]

ON_A_RUN = {"confirmed", "on_board", "completed"}
STATES = ON_A_RUN | {"cancelled", "no_show", "broken"}
MAX_WORK_S = 12 * 3600
REST_S = 11 * 3600
BREAK_AFTER_S = 19_800  # 5½ hours
BREAK_S = 1800
PAUSE_S = 900  # a shorter pause is no break
DAY_S = 86_400


@dataclass(frozen=True)
class Finding:
    """One broken rule in words; ``rule`` names its kind."""

    rule: str
    words: str


def check_day(day: Json, *, driven: bool = False) -> list[Finding]:
    """Return every rule that the export breaks.

    Parameters
    ----------
    day
        The object that ``busline export day`` wrote.
    driven
        Whether the day was driven with delays: then what the world can cause is not looked at.
    """
    return list(_Check(day, driven=driven).findings())


def late(day: Json) -> list[str]:
    """Return the completed bookings whose van came after the promised pickup or drop-off."""
    check = _Check(day, driven=True)
    return [
        b["id"]
        for b in day["bookings"]
        if b["state"] == "completed"
        and (
            check.came(check.boards[b["id"]]) > _s(b["promise"]["pickup_to"])
            or check.came(check.alights[b["id"]]) > _s(b["promise"]["dropoff_by"])
        )
    ]


def broken(day: Json) -> list[str]:
    """Return the bookings whose promise was given up: each must be a task on somebody's page."""
    return [b["id"] for b in day["bookings"] if b["state"] == "broken"]


def _s(instant: str) -> int:
    """Return an instant as seconds since the epoch."""
    moment = datetime.fromisoformat(instant)
    if moment.tzinfo is None:
        raise ValueError(f"{instant} has no zone")
    return int(moment.timestamp())


def _span(entry: Json) -> Span:
    return _s(entry["from"]), _s(entry["to"])


class _Check:
    """One export under check, with what several rules need."""

    def __init__(self, day: Json, *, driven: bool) -> None:
        self.day = day
        self.driven = driven
        self.rules = day["rules"]
        self.zone = ZoneInfo(day["timezone"])
        self.bookings = {b["id"]: b for b in day["bookings"]}
        self.vans = {v["id"]: v for v in day["vans"]}
        self.drivers = {d["id"]: d for d in day["drivers"]}
        self.place = {stop: index for index, stop in enumerate(day["travel_s"]["stops"])}
        calls = [call for duty in day["duties"] for call in duty["calls"]]
        self.boards = {b: call for call in calls for b in call["board"]}
        self.alights = {b: call for call in calls for b in call["alight"]}

    def findings(self) -> Iterator[Finding]:
        yield from self.membership()
        yield from self.twice(self.day["duties"], "van")
        yield from self.twice([d for d in self.day["duties"] if d["driver"]], "driver")
        for duty in self.day["duties"]:
            yield from self.window(duty)
            yield from self.local_day(duty)
            yield from self.order(duty)
            yield from self.places(duty)
            yield from self.breaks(duty)
            if not self.driven:
                yield from self.driving(duty)
                yield from self.service(duty)
        for booking in self.day["bookings"]:
            yield from self.ride(booking)
        for driver in self.day["drivers"]:
            yield from self.driver(driver)

    # -- who rides where -------------------------------------------------------------------------------

    def membership(self) -> Iterator[Finding]:
        """Every booking that stands is on exactly one run, once in and once out; no other is on any."""
        boarded: Counter[str] = Counter()
        alighted: Counter[str] = Counter()
        runs: dict[str, set[str]] = {}
        for duty in self.day["duties"]:
            for call in duty["calls"]:
                boarded.update(call["board"])
                alighted.update(call["alight"])
                for booking in (*call["board"], *call["alight"]):
                    runs.setdefault(booking, set()).add(duty["id"])
        for booking in self.bookings.values():
            state, name = booking["state"], booking["id"]
            if state not in STATES:
                yield Finding("membership", f"booking {name} has the unknown state {state}")
            wanted = 1 if state in ON_A_RUN else 0
            found = (boarded[name], alighted[name], len(runs.get(name, ())))
            if found != (wanted, wanted, wanted):
                yield Finding(
                    "membership",
                    f"booking {name} ({state}) boards {found[0]} times, alights {found[1]} times, "
                    f"on {found[2]} runs instead of {wanted}",
                )
        for name in runs.keys() - self.bookings.keys():
            yield Finding("membership", f"the unknown booking {name} is on a run")
        yield from self._pins(runs)

    def _pins(self, runs: Mapping[str, set[str]]) -> Iterator[Finding]:
        """Who is pinned to a duty rides on it."""
        for name, booking in self.bookings.items():
            pinned_to = booking.get("pinned_to")
            if pinned_to is not None and runs.get(name, {pinned_to}) != {pinned_to}:
                yield Finding("pin", f"booking {name} is pinned to {pinned_to}, on {sorted(runs[name])}")

    def order(self, duty: Json) -> Iterator[Finding]:
        """Calls are in order of time; who alights is on board; in and out are at the booked stops."""
        on_board: set[str] = set()
        for call in duty["calls"]:
            for name in call["alight"]:
                if name not in on_board:
                    yield Finding("order", f"{name} alights on {duty['id']} without having boarded")
                on_board.discard(name)
                yield from self._at_stop(call, name, "to")
            for name in call["board"]:
                on_board.add(name)
                yield from self._at_stop(call, name, "from")
            if call["stop"] not in self.place:
                yield Finding("order", f"{duty['id']} calls at the unknown stop {call['stop']}")
            if _s(call["arrive"]) > _s(call["depart"]):
                yield Finding("order", f"{duty['id']} leaves {call['stop']} before it arrives")
            if _s(call.get("arrived", call["arrive"])) > _s(call.get("departed", "9999-12-31T00:00:00Z")):
                yield Finding("order", f"{duty['id']} left {call['stop']} before it arrived")
        for name in on_board:
            yield Finding("order", f"{name} never gets out of {duty['id']}")
        yield from self._in_order(duty)

    def _in_order(self, duty: Json) -> Iterator[Finding]:
        for before, after in pairwise(duty["calls"]):
            if "arrived" in after and "departed" not in before:
                yield Finding(
                    "order", f"{duty['id']} is at {after['stop']} without having left the call before"
                )
            elif "arrived" in after and _s(after["arrived"]) < _s(before["departed"]):
                yield Finding("order", f"{duty['id']} was at {after['stop']} before it left the call before")
            if _s(after["arrive"]) < _s(before["depart"]):
                yield Finding(
                    "order", f"{duty['id']} arrives at {after['stop']} before it left the call before"
                )

    def _at_stop(self, call: Json, name: str, end: str) -> Iterator[Finding]:
        booking = self.bookings.get(name)
        if booking is not None and booking[end] != call["stop"]:
            yield Finding("order", f"{name} is served at {call['stop']}, booked {end} {booking[end]}")

    def places(self, duty: Json) -> Iterator[Finding]:
        """On every leg, and in a call before anybody gets out, one of the van's layouts has room for all."""
        layouts = self.vans[duty["van"]]["layouts"] if duty["van"] in self.vans else []
        on_board: list[Json] = []
        for call in duty["calls"]:
            into = [self.bookings[b] for b in call["board"] if b in self.bookings]
            fullest = [*on_board, *into] if call.get("board_first") else None
            on_board = [b for b in [*on_board, *into] if b["id"] not in call["alight"]]
            for riders in (fullest or on_board, on_board):
                seats = sum(b["seats"] for b in riders)
                wheelchairs = sum(b["wheelchairs"] for b in riders)
                if not any(seats <= x["seats"] and wheelchairs <= x["wheelchairs"] for x in layouts):
                    yield Finding(
                        "places",
                        f"{duty['id']} is at {call['stop']} with {seats} seats and {wheelchairs} wheelchairs",
                    )
                    break

    # -- vans and windows ------------------------------------------------------------------------------

    def window(self, duty: Json) -> Iterator[Finding]:
        """The duty lies in one window of its van, begins and ends at its base, with the margin."""
        if duty["van"] not in self.vans:
            yield Finding("window", f"{duty['id']} has the unknown van {duty['van']}")
            return
        starts, ends = _span(duty)
        around = [
            w for w in self.vans[duty["van"]]["windows"] if _s(w["from"]) <= starts and ends <= _s(w["to"])
        ]
        if not around:
            yield Finding("window", f"{duty['id']} lies in no window of {duty['van']}")
            return
        first, last = duty["calls"][0], duty["calls"][-1]
        if {first["stop"], last["stop"]} != {around[0]["base"]}:
            yield Finding("window", f"{duty['id']} does not begin and end at {around[0]['base']}")
        if len(duty["calls"]) == 2 and first["stop"] == last["stop"] and not first["board"]:
            return  # it does not move
        margin_s = self.rules["base_margin_s"]
        leaves = _s(first.get("departed", first["depart"]))
        # The margin is there for the world to use up; the window itself is not.
        grace_s = margin_s if self.driven else 0
        if leaves < _s(around[0]["from"]) + margin_s:
            yield Finding("window", f"{duty['id']} leaves its base before the window and its margin allow")
        if _s(last["arrive"]) > _s(around[0]["to"]) - margin_s + grace_s:
            yield Finding("window", f"{duty['id']} is back at its base later than the window allows")
        if "arrived" in last and _s(last["arrived"]) > _s(around[0]["to"]) - margin_s + grace_s:
            yield Finding("window", f"{duty['id']} was back at its base later than the window allows")

    def local_day(self, duty: Json) -> Iterator[Finding]:
        """Everything of the day lies on the local day that it is said to be of."""
        moments = [duty["from"], duty["to"], *(c["arrive"] for c in duty["calls"])]
        for moment in moments:
            if str(datetime.fromisoformat(moment).astimezone(self.zone).date()) != self.day["date"]:
                yield Finding("day", f"{duty['id']} has {moment}, which is another local day")

    def twice(self, duties: list[Json], who: str) -> Iterator[Finding]:
        """Nobody and nothing is in two duties at once."""
        for index, one in enumerate(duties):
            for other in duties[:index]:
                (a, b), (c, d) = _span(one), _span(other)
                if one[who] == other[who] and a < d and c < b:
                    yield Finding("twice", f"{who} {one[who]} is on {one['id']} and {other['id']} at once")

    # -- times -----------------------------------------------------------------------------------------

    def driving(self, duty: Json) -> Iterator[Finding]:
        """Between two calls lies at least the driving time."""
        for before, after in pairwise(duty["calls"]):
            if before["stop"] not in self.place or after["stop"] not in self.place:
                continue
            drive_s = self.drive_s(before["stop"], after["stop"])
            if _s(after["arrive"]) - _s(before["depart"]) < drive_s:
                yield Finding("driving", f"{duty['id']} is at {after['stop']} faster than in {drive_s} s")

    def service(self, duty: Json) -> Iterator[Finding]:
        """A call is long enough for everybody: out and in as it says, nobody in before their window."""
        for call in duty["calls"]:
            at = _s(call["arrive"])
            turns = [call["alight"], call["board"]]
            if call.get("board_first"):
                turns.reverse()
            for name in chain(*turns):
                booking = self.bookings.get(name)
                if booking is None:
                    continue
                if name in call["board"]:
                    at = max(at, _s(booking["promise"]["pickup_from"]))
                at += booking["boarding_s"]
            if at > _s(call["depart"]):
                yield Finding(
                    "service", f"{duty['id']} leaves {call['stop']} {at - _s(call['depart'])} s early"
                )

    def ride(self, booking: Json) -> Iterator[Finding]:
        """The promise is in order and of this day; a ride that stands keeps it, and takes not too long."""
        promise, name = booking["promise"], booking["id"]
        opens, closes, by = (_s(promise[key]) for key in ("pickup_from", "pickup_to", "dropoff_by"))
        if not opens <= closes < by:
            yield Finding("promise", f"the promise of {name} is not in order")
        local = datetime.fromisoformat(promise["pickup_from"]).astimezone(self.zone).date()
        if str(local) != self.day["date"]:
            yield Finding("day", f"the promise of {name} is of another local day")
        board, alight = self.boards.get(name), self.alights.get(name)
        if booking["state"] not in ON_A_RUN or board is None or alight is None:
            return
        if self.driven:
            if "departed" in board and _s(board["departed"]) < opens:
                yield Finding(
                    "promise", f"{name} was left behind: the van was gone before {promise['pickup_from']}"
                )
            if "arrived" in alight and "departed" in board:
                yield from self._driven_ride(booking, board, alight)
            return
        # Boarding begins inside the window, and takes its time before the van leaves.
        begins = max(_s(board["arrive"]), opens)
        if begins > closes or begins + booking["boarding_s"] > _s(board["depart"]):
            yield Finding(
                "promise", f"{name} does not board inside {promise['pickup_from']}…{promise['pickup_to']}"
            )
        if max(_s(alight["arrive"]), _s(alight.get("arrived", alight["arrive"]))) > by:
            yield Finding("promise", f"{name} is there after {promise['dropoff_by']}")
        if "arrived" in board and _s(board["arrived"]) > closes:
            yield Finding("promise", f"the van came for {name} after {promise['pickup_to']}")
        if {board["stop"], alight["stop"]} <= self.place.keys():
            limit_s = self.limit_s(booking)
            rides_s = _s(alight["arrive"]) - _s(board["depart"])
            if rides_s > limit_s:
                yield Finding("ride time", f"{name} rides {rides_s} s, allowed are {limit_s}")

    def _driven_ride(self, booking: Json, board: Json, alight: Json) -> Iterator[Finding]:
        """A ride that was driven did not last too long, but for one delay that nothing could make up for."""
        limit_s = self.limit_s(booking)
        rides_s = _s(alight["arrived"]) - _s(board["departed"])
        if rides_s <= limit_s:
            return
        run = next(duty["calls"] for duty in self.day["duties"] if board in duty["calls"])
        on_board = run[run.index(board) : run.index(alight) + 1]
        if not none_could_help(self.day, on_board, rides_s - limit_s):
            yield Finding("ride time", f"{booking['id']} rode {rides_s} s, allowed are {limit_s}")

    # -- drivers ---------------------------------------------------------------------------------------

    def driver(self, driver: Json) -> Iterator[Finding]:
        """A driver drives when available, and no more than the working-time rules allow."""
        who = driver["id"]
        duties = [d for d in self.day["duties"] if d["driver"] == who]
        elsewhere = [_span(one) for one in driver["worked_elsewhere"]]
        for duty in duties:
            starts, ends = _span(duty)
            if not any(a <= starts and ends <= b for a, b in map(_span, driver["available"])):
                yield Finding("availability", f"{who} is not available for {duty['id']}")
            if any(starts < b and a < ends for a, b in elsewhere):
                yield Finding("twice", f"{who} works elsewhere during {duty['id']}")
        breaks = [_span(one) for duty in duties for one in duty["breaks"]]
        work = _joined([*_less(map(_span, duties), breaks), *elsewhere])
        own = [_span(duty) for duty in duties]
        for shift in _shifts(work):
            if any(a < d and c < b for a, b in own for c, d in shift):
                yield from self._shift(who, shift)

    def _shift(self, who: str, shift: list[Span]) -> Iterator[Finding]:
        work_s = sum(b - a for a, b in shift)
        pauses_s = shift[-1][1] - shift[0][0] - work_s
        if work_s > MAX_WORK_S:
            yield Finding("working time", f"{who} works {work_s / 3600:.2f} h")
        if work_s + pauses_s > DAY_S - REST_S:
            yield Finding("rest", f"{who} has less than 11 h rest after beginning at {shift[0][0]}")
        if work_s > BREAK_AFTER_S and pauses_s < BREAK_S:
            yield Finding("break", f"{who} works {work_s / 3600:.2f} h with {pauses_s} s of break")
        for a, b in shift:
            if b - a > BREAK_AFTER_S:
                yield Finding("break", f"{who} works {(b - a) / 3600:.2f} h without a break")

    def breaks(self, duty: Json) -> Iterator[Finding]:
        """A break lies in the duty; the van stands at its base meanwhile, and nobody is on board."""
        starts, ends = _span(duty)
        for begin, end in map(_span, duty["breaks"]):
            if begin < starts or end > ends or end <= begin:
                yield Finding("break", f"a break of {duty['id']} lies outside of it")
            if not any(a <= begin and end <= b for a, b in self._standing_empty(duty)):
                yield Finding("break", f"in a break of {duty['id']} the van drives or somebody is on board")
        riders = [self.bookings[b] for call in duty["calls"] for b in call["board"] if b in self.bookings]
        if duty["driver"] is None and any(rider["state"] != "confirmed" for rider in riders):
            yield Finding("availability", f"{duty['id']} was driven by nobody")

    def _standing_empty(self, duty: Json) -> Iterator[Span]:
        """Yield the spans in which the van stands at its base with nobody on board."""
        base = duty["calls"][0]["stop"]
        on_board: set[str] = set()
        for index, call in enumerate(duty["calls"]):
            on_board -= set(call["alight"])
            if call["stop"] == base and not on_board and not call["alight"] and not call["board"]:
                first, last = index == 0, index == len(duty["calls"]) - 1
                begin = _s(duty["from"]) if first else self.came(call)
                until = _s(duty["to"]) if last else _s(call.get("departed", call["depart"]))
                yield begin, until
            on_board |= set(call["board"])

    def came(self, call: Json) -> int:
        """Return when the van was at a call, or is expected there."""
        return _s(call.get("arrived", call["arrive"]))

    def drive_s(self, one: str, other: str) -> int:
        """Return driving seconds between two stops."""
        return int(self.day["travel_s"]["matrix"][self.place[one]][self.place[other]])

    def limit_s(self, booking: Json) -> int:
        """Return the longest that a booking may ride, in seconds."""
        direct_s = self.drive_s(booking["from"], booking["to"])
        return int(self.rules["max_ride_factor"] * direct_s + self.rules["max_ride_allowance_s"])


def _less(spans: Iterator[Span], breaks: list[Span]) -> list[Span]:
    """Cut breaks that are long enough out of spans of work."""
    left = list(spans)
    for begin, end in breaks:
        if end - begin >= PAUSE_S:
            left = [(a, b) for x, y in left for a, b in ((x, min(y, begin)), (max(x, end), y)) if a < b]
    return left


def _joined(spans: list[Span]) -> list[Span]:
    """Join work between which lies no pause that counts as a break."""
    joined: list[Span] = []
    for begin, end in sorted(spans):
        if joined and begin - joined[-1][1] < PAUSE_S:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return joined


def _shifts(work: list[Span]) -> list[list[Span]]:
    """Return work that no full rest divides."""
    shifts: list[list[Span]] = []
    for span in work:
        if shifts and span[0] - shifts[-1][-1][1] < REST_S:
            shifts[-1].append(span)
        else:
            shifts.append([span])
    return shifts
