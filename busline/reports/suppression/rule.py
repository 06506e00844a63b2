"""Which counts are hidden for their own sake."""

from dataclasses import dataclass

from busline.errors import InvalidInput

LEAST = 5  # the smallest count that is shown, and the fewest people who may make one up


@dataclass(frozen=True, slots=True)
class Count:
    """How often something happened, and how many different people it happened to.

    Raises
    ------
    InvalidInput
        If it is negative, or made up by more people than it counts, or by nobody.
    """

    value: int
    people: int

    def __post_init__(self) -> None:
        if not 0 <= self.people <= self.value or (self.value > 0 and self.people == 0):
            raise InvalidInput(f"{self.value} can't be made up by {self.people} people.")

    @property
    def breaks_the_rule(self) -> bool:
        """Whether somebody could be recognised in it."""
        return self.value > 0 and (self.value < LEAST or self.people < LEAST)


NOBODY = Count(0, 0)


def least_width(value: int) -> int:
    """Return how far apart the smallest and the largest value must be that a reader can't exclude.

    As many steps as there are hidden small counts, so that “under 5” can't be told from 5; and of a large
    count that few people make up a fifth, as knowing 58 to 62 is knowing 60.
    """
    return max(LEAST - 1, -(-value // 5))
