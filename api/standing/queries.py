"""Reading standing bookings."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from api.etags import etag
from api.standing.schemas import SkipCard, StandingCard
from busline.errors import UnknownNoun
from busline.record.standing import skips_from
from busline.record.tables import StandingBooking

COLUMNS = tuple(name for name in StandingCard.model_fields if name not in ("skips", "etag"))


def get_standing(session: Session, line_id: str, standing_id: str) -> StandingBooking:
    """Return a standing booking of the line.

    Raises
    ------
    UnknownNoun
        If there is none.
    """
    standing = session.get(StandingBooking, (line_id, standing_id))
    if standing is None:
        raise UnknownNoun("standing booking", standing_id)
    return standing


def standing_card(session: Session, standing: StandingBooking, today: date) -> StandingCard:
    """Return a standing booking as it is shown."""
    return standing_cards(session, standing.line_id, [standing], today)[0]


def standing_cards(
    session: Session, line_id: str, standings: Sequence[StandingBooking], today: date
) -> list[StandingCard]:
    """Return standing bookings of a line as they are shown, each with what it skips from `today` on."""
    skips = skips_from(session, line_id, [one.id for one in standings], today)
    return [
        StandingCard(
            **{name: getattr(one, name) for name in COLUMNS},
            etag=etag(one),
            skips=tuple(
                SkipCard(day=skip.service_date, reason=skip.reason, kind=skip.kind)
                for skip in skips.get(one.id, ())
            ),
        )
        for one in standings
    ]
