"""What a form would make, as sentences to read aloud before it counts."""

from datetime import timedelta

from sqlalchemy.orm import Session

from api.lines.queries import get_line
from api.pages.frame import Reader
from api.pages.standing.on_card import LOOK_AHEAD
from api.pages.standing.queries import ahead_from, places_of, sentence_of
from api.pages.standing.reading import Wished
from api.pages.standing.views import Preview
from api.residents.service import get_resident
from api.words import listed
from busline.record.standing import series_of, skips_from
from busline.rules.line_rules import LineRules
from busline.rules.standing import days_off, next_days

FIRST_DAYS = 4


def preview_of(session: Session, frame: Reader, wished: Wished, *, again: bool) -> Preview:
    """Return sentence, first days and days off of a series; `again` after something was changed."""
    row = wished.as_row(frame)
    resident = get_resident(session, frame.line.id, row.resident_id)
    rules = LineRules.model_validate(get_line(session, frame.line.id).rules)
    skips = skips_from(session, frame.line.id, [row.id], frame.today).get(row.id, ())
    series = series_of(row, [skip.service_date for skip in skips], rules)
    start = ahead_from(frame, row)
    first = next_days(series, start, FIRST_DAYS)
    words, times = frame.words, frame.times
    said = [
        sentence_of(frame, row, places_of(session, frame.line.id), resident.home_stop_id),
        words(
            "standing-preview-first",
            count=len(first),
            days=listed(times, [times.day(day) for day in first]),
        ),
    ]
    until = (first[-1] if first else start) + LOOK_AHEAD - timedelta(weeks=FIRST_DAYS)
    if off := [times.day(one.day) for one in days_off(series, start, until)]:
        said.append(words("standing-preview-off", days=listed(times, off)))
    return Preview(words("standing-preview-again" if again else "standing-preview"), said)
