"""What a driver is told of a duty by e-mail, in their own language: counts, and nobody's name."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from api.words.times import Times
from api.words.told import Said
from api.words.words import Words
from busline.nouns import ManifestChange
from busline.nouns import ManifestChangeKind as Kind

# The words that a kind of change is counted under, in this order.
COUNTED: dict[str, tuple[Kind, ...]] = {
    "new": (Kind.NEW,),
    "gone": (Kind.GONE,),
    "time": (Kind.CALL, Kind.LEAVE, Kind.BACK),
    "order": (Kind.ORDER,),
    "break": (Kind.BREAK_NEW, Kind.BREAK_GONE, Kind.BREAK_MOVED),
    "duty": (Kind.DUTY,),
}


@dataclass(frozen=True, slots=True)
class DutyTold:
    """Which duty it is: of which line, with its number to call, when, on which van."""

    line: str
    phone: str
    starts_at: datetime
    ends_at: datetime
    van: str


@dataclass(frozen=True, slots=True)
class ManifestTold:
    """All that leaves the house about a manifest, besides the way to it.

    Attributes
    ----------
    rides, first_at
        How many people ride, and when the first halt is; None without any.
    number, before, changes
        Which version it is, and what is different from the one that the driver was last sent; ``before`` is
        None where there was none.
    link
        Where it can be read; empty where nobody knows the address.
    has_paper
        Whether the whole list goes along.
    """

    rides: int
    first_at: datetime | None
    number: int
    before: int | None = None
    changes: Sequence[ManifestChange] = ()
    link: str = ""
    has_paper: bool = False


def manifest_in_words(words: Words, times: Times, duty: DutyTold, manifest: ManifestTold) -> Said:
    """Return the e-mail that a manifest is there, or another one than before."""
    facts = duty_facts(times, duty)
    lines = [words("mail-manifest", **facts)]
    if manifest.first_at is None:
        lines.append(words("mail-manifest-empty"))
    else:
        at = times.clock(manifest.first_at)
        lines.append(words("mail-manifest-rides", count=manifest.rides, at=at))
    if manifest.before is not None:
        what = ", ".join(_counted(words, manifest.changes)) or words("mail-count-none")
        lines.append(
            words("mail-manifest-changed", number=manifest.number, before=manifest.before, what=what)
        )
    if manifest.has_paper:
        lines.append(words("mail-manifest-pdf"))
    elif manifest.link:
        lines.append(words("mail-manifest-link", link=manifest.link))
    else:
        lines.append(words("mail-manifest-log-in"))
    changed = manifest.before is not None
    subject = words("mail-manifest-subject-changed" if changed else "mail-manifest-subject", **facts)
    return Said(subject, "\n".join(lines), words.language)


def duty_off_in_words(words: Words, times: Times, duty: DutyTold) -> Said:
    """Return the e-mail that a duty is no longer the driver's."""
    facts = duty_facts(times, duty)
    lines = [words("mail-duty-off", **facts)]
    if duty.phone:
        lines.append(words("mail-duty-off-phone", phone=times.phone(duty.phone)))
    return Said(words("mail-duty-off-subject", **facts), "\n".join(lines), words.language)


def duty_facts(times: Times, duty: DutyTold) -> dict[str, str]:
    """Return what sentences about a duty name: line, day, hours, van."""
    return {
        "line": duty.line,
        "day": times.day_long(duty.starts_at),
        "span": times.span(duty.starts_at, duty.ends_at),
        "van": duty.van,
    }


def _counted(words: Words, changes: Sequence[ManifestChange]) -> list[str]:
    counts = Counter(change.kind for change in changes)
    found = {name: sum(counts[kind] for kind in kinds) for name, kinds in COUNTED.items()}
    return [words(f"mail-count-{name}", count=count) for name, count in found.items() if count]
