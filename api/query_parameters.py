"""Query parameters that an address does not take are refused: a slip of the pen wishes for no default."""

from itertools import islice

from fastapi import Request
from fastapi.dependencies.models import Dependant

from busline.errors import Fault, InvalidInput

# A short address full of names would else get a long answer, and nobody needs to log in for it.
MOST_NAMED = 10


async def refuse_unknown_parameters(request: Request) -> None:
    """Let a request through whose address takes all of its query parameters.

    Raises
    ------
    InvalidInput
        If there are others; it names the first of them, and those that the address takes.
    """
    if not request.scope["query_string"]:
        return
    known = sorted(_names_in(request.scope["route"].dependant))
    unknown = (name for name in dict.fromkeys(request.query_params) if name not in known)
    takes = f"There are: {', '.join(known)}." if known else "There are none."
    faults = [
        Fault(f"query.{name}", f"Not a parameter of this address. {takes}", "extra_forbidden")
        for name in islice(unknown, MOST_NAMED)
    ]
    if faults:
        raise InvalidInput(f"{faults[0].where}: {faults[0].message}", faults=faults)


def _names_in(dependant: Dependant) -> set[str]:
    names = {parameter.alias for parameter in dependant.query_params}
    return names.union(*map(_names_in, dependant.dependencies))
