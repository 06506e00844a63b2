"""How the time for a part of a day is shared out between searching and proving, by what its goals count."""

from dataclasses import dataclass

from busline.errors import InvalidInput
from dispatcher.planning.goals import Goals
from dispatcher.planning.search.cooling import cooling_again
from dispatcher.planning.search.neighbourhood_search import DEFAULT_PARAMS, SearchParams


@dataclass(frozen=True, slots=True)
class ImproverParams:
    """How a part of a day is searched first, then proven, then searched on.

    Attributes
    ----------
    first, onward
        How the search goes before a proof, and where one is out of reach or has not come to an end.
    first_share, proof_share
        Shares of the part's time: of the first search, and of the proof at most, together ≤ 1. The rest is
        for the search that goes on.
    least_proof_s
        Times the number of rides to the third power: with fewer seconds a proof comes to nothing, and the
        search has all of them. ≥ 0.
    chains
        So many first searches follow one another where there is time for each; ≥ 1.
    """

    first: SearchParams
    onward: SearchParams
    first_share: float
    proof_share: float
    least_proof_s: float
    chains: int

    def __post_init__(self) -> None:
        if min(self.first_share, self.proof_share) <= 0 or self.first_share + self.proof_share > 1:
            raise InvalidInput("An improver's shares are above nought and together at most the whole time.")
        if self.least_proof_s < 0 or self.chains < 1:
            raise InvalidInput("An improver searches at least once, and never proves for less than nought.")


# Vans of a day are full: a search that ends warmer, and takes whole routes apart, stands still later. One
# that cools down only once often ends beside a poorer plan than the best on its way.
_DAY_SEARCH = SearchParams(most_removed=25, descents=cooling_again(warmth=0.6, rewarmth=0.15, coldness=0.03))

# A published instance that is left unproven is large, or its vans are full: few rides can change places, and
# a search that grows as cool as on a day of the line, or takes as few of them out, soon stands still.
_UNPROVEN_SEARCH = SearchParams(
    most_removed=17, descents=cooling_again(warmth=0.8, rewarmth=0.2, coldness=0.05)
)

LINE_PARAMS = ImproverParams(
    first=_DAY_SEARCH,
    onward=_DAY_SEARCH,
    first_share=0.2,
    proof_share=0.65,
    least_proof_s=0.00015,
    chains=2,
)

# Where the goals count driving alone, labels tell routes apart better, and the proof is quicker.
PUBLISHED_PARAMS = ImproverParams(
    first=DEFAULT_PARAMS,
    onward=_UNPROVEN_SEARCH,
    first_share=0.1,
    proof_share=0.85,
    least_proof_s=0.0,
    chains=1,
)


def params_for(goals: Goals) -> ImproverParams:
    """Return how a day is improved by these goals."""
    return PUBLISHED_PARAMS if goals.counts_driving_only else LINE_PARAMS
