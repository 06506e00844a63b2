"""What a driver has to do in a duty, as it was published, and how two of those differ."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict

from busline.nouns.run import Call


class ManifestSheet(BaseModel):
    """The content of a manifest: when the duty is, and its calls in order.

    It names nobody: its calls hold the ids of bookings, as a run does.
    """

    model_config = ConfigDict(frozen=True)

    starts_at: AwareDatetime
    ends_at: AwareDatetime
    calls: tuple[Call, ...] = ()

    @property
    def booking_ids(self) -> frozenset[str]:
        """Every booking that somebody gets on or off for."""
        return frozenset(one for call in self.calls for one in (*call.board, *call.alight))


class ManifestChangeKind(StrEnum):
    """In what way a manifest differs from the one before; one sentence each."""

    DUTY = "duty"  # the duty begins or ends at another time
    NEW = "new"  # somebody rides who did not before
    GONE = "gone"  # somebody does not ride after all
    CALL = "call"  # a halt at another time
    LEAVE = "leave"  # the base is left at another time
    BACK = "back"  # the van is back at another time
    BREAK_NEW = "break_new"
    BREAK_GONE = "break_gone"
    BREAK_MOVED = "break_moved"
    ORDER = "order"  # the same people in another order


# What the way itself brings about: a van that runs late needs no new paper for it.
DRIFT = frozenset(
    {
        ManifestChangeKind.CALL,
        ManifestChangeKind.LEAVE,
        ManifestChangeKind.BACK,
        ManifestChangeKind.BREAK_MOVED,
    }
)


@dataclass(frozen=True, slots=True)
class ManifestChange:
    """One difference between two manifests of a duty.

    Attributes
    ----------
    stop, to_stop
        Where; of a ride also where to. For another order: what comes first, and what then.
    who
        Ids of the residents that it is about.
    booking_id
        Of a ride that is new or gone.
    at, was
        When it is now, and when it was; of what is gone, ``was`` alone.
    ends, ended
        The end of the duty now and before, where that is what differs.
    """

    kind: ManifestChangeKind
    stop: str = ""
    to_stop: str = ""
    who: tuple[str, ...] = ()
    booking_id: str = ""
    at: datetime | None = None
    was: datetime | None = None
    ends: datetime | None = None
    ended: datetime | None = None
