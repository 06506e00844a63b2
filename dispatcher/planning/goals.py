"""What a good plan is: the ordered goals of the line, as integer weights in one place."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from busline.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Goals:
    """Weights of the goals: the first outweighs all others together, the second most of what the third asks.

    1. *Most rides served.* One ride left out costs as much as 10^8 seconds of van time: more than
       a thousand vans drive in a day.
    2. *Least van and driver time*, from leaving the base to being back. One second outweighs 10^4 seconds
       of all passengers together: a full van of eight in which each rides twenty minutes longer.
    3. *Least detour and waiting*: ride time beyond the direct drive, and standing still with riders on
       board, each counted per party. Ride-time limits are hard rules; this chooses below them.
    4. Fair shares of hours are the roster's: no choice of routes changes who drives which duty.

    ``drive_s`` weighs driving alone. The line leaves it at nought, as it is part of van time; the published
    dial-a-ride instances count nothing else (`Goals.driving_only`).

    Attributes
    ----------
    unserved
        Cost of a ride that is in no route, ≥ 0.
    van_s, drive_s, detour_s, waiting_s
        Cost of one second each, ≥ 0.
    """

    unserved: int = 10**12
    van_s: int = 10**4
    drive_s: int = 0
    detour_s: int = 1
    waiting_s: int = 1

    def __post_init__(self) -> None:
        if min(self.unserved, self.van_s, self.drive_s, self.detour_s, self.waiting_s) < 0:
            raise InvalidInput("A goal's weight is negative.")

    @classmethod
    def driving_only(cls) -> "Goals":
        """Return the goals of the published instances: serve all, then the least driving."""
        return cls(van_s=0, drive_s=1, detour_s=0, waiting_s=0)

    @property
    def counts_driving_only(self) -> bool:
        """Whether a route costs the same whatever its times."""
        return self.van_s == self.detour_s == self.waiting_s == 0

    def proven(self) -> "Goals":
        """Return those of the goals that a bound is proven for: detour and waiting are left aside."""
        return replace(self, detour_s=0, waiting_s=0)

    def least_van_s(self, cost: int) -> int | None:
        """Return the fewest whole seconds of van time that a plan has whose van time and driving cost `cost`.

        Driving is part of van time, so a second of it costs at most both weights together. Rounded up: every
        plan takes a whole number of seconds. None where neither counts, as then a cost says nothing of time.
        """
        a_second = self.van_s + self.drive_s
        return None if a_second == 0 else max(0, -(-cost // a_second))

    def weights(self) -> npt.NDArray[np.int64]:
        """Return the weights per second in the order that the kernels expect."""
        return np.array([self.van_s, self.drive_s, self.detour_s, self.waiting_s], dtype=np.int64)


LINE_GOALS = Goals()
