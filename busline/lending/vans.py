"""Which van is meant: by its id, its name or its number plate."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from busline.record.tables import Van


@dataclass(frozen=True)
class VanNames:
    """The vans that a source may name."""

    ids: dict[str, str]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]

    @classmethod
    def of(cls, vans: Iterable[Van]) -> "VanNames":
        """Return the names of `vans`."""
        ids: dict[str, str] = {}
        patterns = []
        for van in vans:
            for name in filter(None, (van.id, van.name, van.plate)):
                ids[_plain(name)] = van.id
                words = r"[\s-]*".join(re.escape(part) for part in re.findall(r"[^\W_]+", name.lower()))
                patterns.append((van.id, re.compile(rf"(?<!\w){words}(?!\w)")))
        return cls(ids, tuple(patterns))

    def exactly(self, text: str) -> str | None:
        """Return the van whose id, name or plate `text` is; spaces, dashes and capitals don't matter."""
        return self.ids.get(_plain(text))

    def named_in(self, text: str) -> set[str]:
        """Return the vans that a sentence like “Busje 3 vrij” names."""
        return {van_id for van_id, pattern in self.patterns if pattern.search(text.lower())}


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())
