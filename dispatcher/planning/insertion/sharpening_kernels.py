"""Compiled kernels that find the earliest and the latest times of an order that is spelled out.

Where no detour is shorter (the triangle inequality), one more ride makes no visit earlier than in the
earliest schedule, and none later than in the latest: both then hold whatever is put in.
"""

import numpy as np
import numpy.typing as npt

from dispatcher.planning.columns import LEAVE_FROM, MAX_DURATION
from dispatcher.planning.compiled import kernel
from dispatcher.planning.insertion.outlook_kernels import BACK_AT, IS_SHARP, LEAVE_AT, Outlook
from dispatcher.planning.insertion.strip_kernels import AFTER, HOP, LONGEST, PICKED_UP, STAY, UNTIL

Ints = npt.NDArray[np.int64]


@kernel
def sharpen(frame: Ints, count: int, outlook: Outlook) -> bool:
    """Narrow `AFTER` and `UNTIL` of a strip to what is possible; return False where no schedule is."""
    if not bring_forward(frame, count, outlook):
        return False
    push_back(frame, count, outlook.strip)
    outlook.limits[IS_SHARP] = 1
    return True


@kernel
def bring_forward(frame: Ints, count: int, outlook: Outlook) -> bool:
    """Raise `AFTER` to the earliest schedule, if there is one: `LEAVE_AT` and `BACK_AT` are its ends.

    As `dispatcher.planning.route.kernels.earliest_schedule` does, from below; each pass begins at the first
    visit that the pass before has pushed.
    """
    limits, strip = outlook.limits, outlook.strip
    stays, hops, after, until = strip[STAY], strip[HOP], strip[AFTER], strip[UNTIL]
    picked_up, longest = strip[PICKED_UP], strip[LONGEST]
    leave, first, none = frame[LEAVE_FROM], 0, count + 1
    for _ in range(count + 2):
        ready = leave if first == 0 else after[first - 1] + stays[first - 1]
        pushed = none
        for k in range(first, count):
            at = max(ready + hops[k], after[k])
            if at > until[k]:
                return False
            after[k], ready = at, at + stays[k]
            pickup = picked_up[k]
            if pickup >= 0 and after[pickup] < at - longest[k]:
                after[pickup] = at - longest[k]
                if after[pickup] > until[pickup]:
                    return False
                pushed = min(pushed, pickup)
        back = ready + hops[count]
        if back > until[count]:
            return False
        if back - frame[MAX_DURATION] > leave:
            leave, pushed = back - frame[MAX_DURATION], 0
        if pushed == none:
            limits[LEAVE_AT], limits[BACK_AT] = leave, back
            return True
        first = pushed
    return False


@kernel
def push_back(frame: Ints, count: int, strip: Ints) -> None:
    """Lower `UNTIL` to the latest schedule of an order that has one: the counterpart of `bring_forward`."""
    stays, hops, until = strip[STAY], strip[HOP], strip[UNTIL]
    picked_up, longest = strip[PICKED_UP], strip[LONGEST]
    is_settled = False
    while not is_settled:
        for k in range(count - 1, -1, -1):
            until[k] = min(until[k], until[k + 1] - hops[k + 1] - stays[k])
        is_settled = True
        for k in range(count):
            pickup = picked_up[k]
            if pickup >= 0 and until[k] > until[pickup] + longest[k]:
                until[k], is_settled = until[pickup] + longest[k], False
        back_by = until[0] - hops[0] + frame[MAX_DURATION]
        if until[count] > back_by:
            until[count], is_settled = back_by, False
