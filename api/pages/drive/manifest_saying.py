"""What changed in a manifest, as sentences."""

from collections.abc import Iterable

from api.pages.drive.manifest_reading import Manifest, Names, PublishedVersion
from api.pages.teller import Teller
from busline.nouns import Aid, ManifestChange, ManifestChangeKind


def sentences_of(teller: Teller, names: Names, changes: Iterable[ManifestChange]) -> list[str]:
    """Return one sentence for each change: “Nieuw: mevrouw De Vries, 10:40 bij De Meervaart, naar …”."""
    return [sentence_of(teller, names, change) for change in changes]


def sentence_of(teller: Teller, names: Names, change: ManifestChange) -> str:
    """Return one change as a sentence."""
    moments = {"at": change.at, "was": change.was, "ends": change.ends, "ended": change.ended}
    facts = {name: teller.times.clock(moment) if moment else "" for name, moment in moments.items()}
    facts["stop"] = names.stops.get(change.stop, change.stop)
    facts["to"] = names.stops.get(change.to_stop, change.to_stop)
    facts["who"] = _who(teller, names, change)
    key = f"manifest-change-{change.kind.value}"
    if change.kind is ManifestChangeKind.NEW and not change.to_stop:
        key = f"{key}-off"  # somebody who is on board already
    return teller.words(key, **facts)


def version_words(teller: Teller, manifest: Manifest) -> tuple[str, str]:
    """Return which version a manifest is, and what stands over the changes."""
    newest = manifest.newest
    if newest is None:
        return teller.words("manifest-draft"), ""
    named = name_of(teller, newest)
    if manifest.unpublished:
        number = newest.version.number
        return teller.words("manifest-changed-since", version=named), teller.words(
            "manifest-differs", before=number
        )
    if newest.before is None:
        return named, ""
    before = newest.before.number
    return (
        teller.words("manifest-replaces", version=named, before=before),
        teller.words("manifest-differs", before=before),
    )


def changes_said(teller: Teller, manifest: Manifest) -> list[str]:
    """Return what the driver has to know of, as sentences: what is newer than the version they had before."""
    changes = shown_changes(manifest)
    newest = manifest.newest
    if not changes and newest is not None and newest.before is not None:
        return [teller.words("manifest-change-none")]
    return sentences_of(teller, manifest.names, changes)


def shown_changes(manifest: Manifest) -> tuple[ManifestChange, ...]:
    """Return what changed last: after the newest version, or with it."""
    if manifest.unpublished or manifest.newest is None:
        return manifest.unpublished
    return manifest.newest.changes


def name_of(teller: Teller, published: PublishedVersion) -> str:
    """Return “Versie 3, 16:20”, with the day where it is another."""
    at = teller.times.recently(published.version.made_at, teller.now)
    return teller.words("manifest-version", number=published.version.number, at=at)


def _who(teller: Teller, names: Names, change: ManifestChange) -> str:
    who = [names.residents.get(one, one) for one in change.who]
    aid = names.aids.get(change.booking_id, Aid.NONE)
    if aid is not Aid.NONE:
        who = [f"{one} ({teller.words(f'aid-{aid.value}')})" for one in who]
    return ", ".join(who)
