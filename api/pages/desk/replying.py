"""How the desk's routes reply: in the answer's place, in the form, or as a notice."""

from typing import Annotated, Any

from fastapi import Depends, Form, Response

from api.access.permissions import Permission
from api.pages.desk.views import BookingForm
from api.pages.frame import Reader, reader
from api.pages.problem_page import say_error
from api.pages.render import render
from busline.errors import BuslineError, ErrorKind

Coordinator = Annotated[Reader, Depends(reader(Permission.BOOK))]
ThingId = Annotated[str, Form(max_length=64)]
# What a coordinator can answer for in the call is shown in the answer's place; anything else is a notice.
IN_THE_CALL = frozenset({ErrorKind.CONFLICT, ErrorKind.STALE, ErrorKind.INVALID, ErrorKind.UNKNOWN})


def answered(frame: Reader, form: BookingForm, found: Any, *, status: int = 200) -> Response:
    """Return the form as it was understood, with what was found under it."""
    return render(frame, "desk/booking.html", None, form=form, answer=found, status=status)


def answer(frame: Reader, found: Any, *, status: int = 200) -> Response:
    """Return what stands under the form."""
    return render(frame, "desk/answer.html", None, answer=found, form=BookingForm(), status=status)


def choose_again(frame: Reader, sentence: str) -> Response:
    """Say over the offers what is wrong with the choice; the offers stay, and their form works anew."""
    return _over_the_offers(frame, sentence, new_key=True)


def try_again(frame: Reader, sentence: str) -> Response:
    """Say over the offers why nothing came back; their form keeps its key, and so books once in any case."""
    return _over_the_offers(frame, sentence, new_key=False, status=503)


def _over_the_offers(frame: Reader, sentence: str, *, new_key: bool, status: int = 200) -> Response:
    view = {"sentence": sentence, "new_key": new_key}
    reply = render(frame, "desk/choose_again.html", view, status=status)
    reply.headers.update({"HX-Retarget": "#offers-fault", "HX-Reswap": "innerHTML"})
    return reply


def problem(frame: Reader, error: BuslineError) -> dict[str, str]:
    """Return an error as an answer to read in the call.

    Raises
    ------
    BuslineError
        The error itself, if nobody in the call can do anything about it.
    """
    if error.kind not in IN_THE_CALL:
        raise error
    return {"kind": "problem", "sentence": say_error(frame.words, error)}
