"""What an exchange tells of a call, and what it hears back."""

from pydantic import ConfigDict, Field

from api.common import Shown, Wish
from api.phone_calls.number import CallerNumber
from busline.nouns import PhoneCallState


class AnnouncedCall(Wish):
    """A call as the exchange tells it.

    Told again with the same ``call_id`` it is the same call, in the state that it has now.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"number": "0205550200", "call_id": "1795507200.17", "extension": "201"},
                {"number": "anonymous", "call_id": "1795507260.18", "state": "ended"},
            ]
        }
    )

    number: CallerNumber = Field(
        default="", description="As +31…, 0031… or 06…; empty or “anonymous” where it is withheld."
    )
    call_id: str = Field(min_length=1, max_length=200, description="The exchange's own id of the call.")
    extension: str = Field(
        default="", max_length=32, description="The telephone that rings or, once answered, that answered."
    )
    state: PhoneCallState = PhoneCallState.RINGING


class CallHeard(Shown):
    """That a call was heard of, and how many residents have its number; not who they are."""

    call_id: str
    state: PhoneCallState
    withheld: bool
    residents: int
