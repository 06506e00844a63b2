"""How a search cools down in the course of its time.

While it is warm it leaves good plans for poorer ones, and by chance it may freeze beside one of these. So a
search may cool down more than once: each descent but the first begins from the best plan met until then.
"""

from dataclasses import dataclass

import numpy as np

from busline.errors import InvalidInput

# Of a search that cools down again: the share of its time that the first descent takes, and how many follow.
FIRST_SHARE = 0.5
AGAIN = 5


@dataclass(frozen=True, slots=True)
class Descent:
    """A part of a search in which it cools down, evenly by ratio.

    Attributes
    ----------
    ends
        When it is over, as a share of the search's time, in (0, 1]; it begins where the one before ends.
    warmth, coldness
        Temperature at its beginning and at its end, in the mean cost of a ride; both > 0.
    """

    ends: float
    warmth: float
    coldness: float

    def __post_init__(self) -> None:
        if not 0 < self.ends <= 1:
            raise InvalidInput("A descent ends within the time of its search.")
        if min(self.warmth, self.coldness) <= 0:
            raise InvalidInput("A search's temperature is above nought.")

    def temperature(self, share: float) -> float:
        """Return the temperature after a share of the descent, in the mean cost of a ride."""
        return float(self.warmth * (self.coldness / self.warmth) ** share)


def cooling_again(*, warmth: float, rewarmth: float, coldness: float) -> tuple[Descent, ...]:
    """Return a long descent from `warmth` to `rewarmth`, and some short ones from there to `coldness`."""
    ends = np.linspace(FIRST_SHARE, 1.0, AGAIN + 1).tolist()
    again = [Descent(end, rewarmth, coldness) for end in ends[1:]]
    return (Descent(FIRST_SHARE, warmth, rewarmth), *again)
