"""Why worked time differs from planned time, from what was reported on the road.

What began later or earlier, ended later or earlier, and was longer or shorter in its breaks adds up to the
whole difference, to the second; the other reasons add what is known beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from busline.days import seconds
from busline.hours.breaks import Press, unfinished_break
from busline.nouns import Call, CallKind, DriverEventKind

NOTABLE_DELAY_S = 120  # what a shorter halt costs is no reason to be late


class ReasonKind(StrEnum):
    """What makes worked time differ from plan."""

    STARTED_LATE = "started-late"
    STARTED_EARLY = "started-early"
    ENDED_LATE = "ended-late"
    ENDED_EARLY = "ended-early"
    BREAK_SHORTER = "break-shorter"
    BREAK_LONGER = "break-longer"
    DELAY_AT_STOP = "delay-at-stop"
    DELAY_ON_THE_WAY = "delay-on-the-way"
    NOT_CLOCKED_OUT = "not-clocked-out"
    BREAK_NOT_ENDED = "break-not-ended"
    CLOCKED_OTHERWISE = "clocked-otherwise"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason.

    Attributes
    ----------
    seconds
        What it adds to the worked time or takes from it; 0 for one that only explains another.
    at, planned
        When it happened and when it should have; of a break, nothing; of what was clocked, from and to.
    stop
        The id of the stop of a delay.
    length_s
        How long the delay or the break was, and `planned_s` how long it should have been.
    """

    kind: ReasonKind
    seconds: int = 0
    at: datetime | None = None
    planned: datetime | None = None
    stop: str = ""
    length_s: int = 0
    planned_s: int = 0


@dataclass(frozen=True, slots=True)
class Shift:
    """Planned and worked time of one duty, with what its driver pressed and its run as it was driven."""

    planned_from: datetime
    planned_to: datetime
    planned_break_s: int
    worked_from: datetime
    worked_to: datetime | None
    break_s: int
    presses: Sequence[Press] = ()
    calls: Sequence[Call] = ()

    @property
    def difference_s(self) -> int:
        """Worked less planned, breaks taken off both; 0 until it is clocked out."""
        if self.worked_to is None:
            return 0
        worked = seconds(self.worked_to) - seconds(self.worked_from) - self.break_s
        planned = seconds(self.planned_to) - seconds(self.planned_from) - self.planned_break_s
        return worked - planned


def explain(shift: Shift) -> tuple[Reason, ...]:
    """Return why worked time differs from plan, in the order of the day."""
    reasons = [_began(shift)]
    if shift.worked_to is None:
        reasons.append(Reason(ReasonKind.NOT_CLOCKED_OUT, planned=shift.planned_to))
    else:
        ended = _ended(shift, shift.worked_to)
        late = ended is not None and ended.kind is ReasonKind.ENDED_LATE
        reasons += [_break(shift), ended, _longest_delay(shift.calls) if late else None]
    since = unfinished_break(shift.presses)
    if since is not None:
        reasons.append(Reason(ReasonKind.BREAK_NOT_ENDED, at=since))
    reasons.append(_clocked(shift))
    return tuple(reason for reason in reasons if reason is not None)


def _began(shift: Shift) -> Reason | None:
    added_s = seconds(shift.planned_from) - seconds(shift.worked_from)
    if added_s == 0 or shift.worked_to is None:
        return None
    kind = ReasonKind.STARTED_EARLY if added_s > 0 else ReasonKind.STARTED_LATE
    return Reason(kind, added_s, shift.worked_from, shift.planned_from)


def _ended(shift: Shift, worked_to: datetime) -> Reason | None:
    added_s = seconds(worked_to) - seconds(shift.planned_to)
    if added_s == 0:
        return None
    kind = ReasonKind.ENDED_LATE if added_s > 0 else ReasonKind.ENDED_EARLY
    return Reason(kind, added_s, worked_to, shift.planned_to)


def _break(shift: Shift) -> Reason | None:
    added_s = shift.planned_break_s - shift.break_s
    if added_s == 0:
        return None
    kind = ReasonKind.BREAK_SHORTER if added_s > 0 else ReasonKind.BREAK_LONGER
    return Reason(kind, added_s, length_s=shift.break_s, planned_s=shift.planned_break_s)


def _longest_delay(calls: Iterable[Call]) -> Reason | None:
    delays = list(_delays(list(calls)))
    longest = max(delays, key=lambda reason: reason.length_s, default=None)
    return longest if longest is not None and longest.length_s >= NOTABLE_DELAY_S else None


def _delays(calls: Sequence[Call]) -> Iterable[Reason]:
    """Yield what each drive and each halt took longer than planned.

    A plan that followed a delay shows later calls at their new times: then only the call at which it arose is
    late. One that did not shows all of them late: so what the van was late already when it left is taken off.
    """
    late_before = 0
    for call in calls:
        if call.arrived is None:
            return
        on_the_way = int((call.arrived - call.arrive).total_seconds()) - max(0, late_before)
        yield Reason(ReasonKind.DELAY_ON_THE_WAY, at=call.arrived, stop=call.stop, length_s=on_the_way)
        if call.departed is None:
            return
        stood = int(((call.departed - call.arrived) - (call.depart - call.arrive)).total_seconds())
        if call.kind is CallKind.STOP:
            yield Reason(ReasonKind.DELAY_AT_STOP, at=call.arrived, stop=call.stop, length_s=stood)
        late_before = int((call.departed - call.depart).total_seconds())


def _clocked(shift: Shift) -> Reason | None:
    """Return from when to when it was clocked, where something else is written now."""
    ins = [at for kind, at in shift.presses if kind is DriverEventKind.CLOCK_IN]
    outs = [at for kind, at in shift.presses if kind is DriverEventKind.CLOCK_OUT]
    if not ins or not outs or shift.worked_to is None:
        return None
    if max(ins) == shift.worked_from and max(outs) == shift.worked_to:
        return None
    return Reason(ReasonKind.CLOCKED_OTHERWISE, at=max(ins), planned=max(outs))
