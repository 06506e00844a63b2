"""The sentences of the pages, from Fluent files: a folder a language, a file for each part of the house."""

from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("nl", "en")  # the first is what a page speaks when nobody chose


class Words:
    """Says a key of the Fluent files in one language.

    A key that is missing is a fault of ours and is raised, so that no page shows a bare key.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._bundle = FluentBundle([language], use_isolating=False)
        for file in sorted((Path(__file__).parent / language).glob("*.ftl")):
            self._bundle.add_resource(FluentResource(file.read_text("utf-8")))

    def __call__(self, key: str, **params: Any) -> str:
        """Return the sentence of `key` with `params` filled in.

        Raises
        ------
        KeyError
            If no sentence has this key, or it lacks a value.
        """
        message = self._bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        sentence, faults = self._bundle.format_pattern(message.value, params)
        if faults:
            raise KeyError(f"{key}: {faults[0]}")
        return str(sentence)

    def knows(self, key: str) -> bool:
        """Tell whether there is a sentence for `key`."""
        return bool(self._bundle.has_message(key))


@cache
def words_in(language: str) -> Words:
    """Return the words of `language`; those of the first language where it is not one of ours."""
    return Words(language if language in LANGUAGES else LANGUAGES[0])
