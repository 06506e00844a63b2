"""Both languages say the same things, and no page says anything that is not in them."""

import re
from pathlib import Path

import pytest
from fluent.syntax import ast, parse
from fluent.syntax.visitor import Visitor

import api
from api.words import LANGUAGES, words_in
from busline.errors import BuslineError

HOUSE = Path(api.__file__).parent
TEMPLATES = sorted((HOUSE / "templates").rglob("*.html"))
SPEAKING = [
    *TEMPLATES,
    *(file for part in ("pages", "words", "gtfs") for file in (HOUSE / part).rglob("*.py")),
]
# Signs that are the same in every language.
SIGNS = re.compile(r"[\s·–→←✓×…:.,()+|]*")


class _Variables(Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - fluent's name
        self.found.add(node.id.name)


def _said(language: str) -> str:
    files = sorted((HOUSE / "words" / language).glob("*.ftl"))
    return "\n".join(file.read_text("utf-8") for file in files)


def _messages(language: str) -> dict[str, set[str]]:
    resource = parse(_said(language))
    assert not [entry for entry in resource.body if isinstance(entry, ast.Junk)]
    found = {}
    for entry in resource.body:
        if isinstance(entry, ast.Message):
            assert entry.id.name not in found, f"{entry.id.name} is said twice"
            variables = _Variables()
            variables.visit(entry)
            found[entry.id.name] = variables.found
    return found


def test_both_languages_have_the_same_files() -> None:
    first, *others = [{file.name for file in (HOUSE / "words" / lang).glob("*")} for lang in LANGUAGES]
    assert first
    assert all(other == first for other in others)


def test_both_languages_have_the_same_sentences_with_the_same_values() -> None:
    first, *others = [_messages(language) for language in LANGUAGES]
    for other in others:
        assert first == other


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(HOUSE / "templates")))
def test_no_template_says_anything_itself(template: Path) -> None:
    text = template.read_text("utf-8")
    bare = re.sub(r"\{% block theme %\}\w+\{% endblock %\}", "", text)  # the value of an attribute
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", bare, flags=re.S)
    bare = re.sub(r"<(kbd|svg)\b[^>]*>\s*[a-z0-9↵]?\s*</\1>", "", bare)
    bare = re.sub(r"<!doctype html>|<[^>]*>", "", bare, flags=re.S)
    bare = re.sub(r'\b[a-z-]+="[^"]*"', "", bare)  # attributes that a block or a macro puts into a tag
    assert SIGNS.fullmatch(bare), f"says {bare.strip()!r}"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(HOUSE / "templates")))
def test_no_template_carries_a_script_or_a_style(template: Path) -> None:
    text = template.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|https?://|javascript:", text)


def test_every_sentence_that_a_template_or_a_page_asks_for_is_there() -> None:
    known = set(_messages("nl"))
    asked = set()
    for path in SPEAKING:
        text = path.read_text("utf-8")
        asked |= set(re.findall(r"""\b(?:t|words)\(\s*["']([a-z][A-Za-z0-9_-]*)["']\s*[,)]""", text))
    assert asked
    assert asked <= known, sorted(asked - known)


def test_no_sentence_is_left_that_nobody_says() -> None:
    """Keys that are put together, like “aid-” and the aid, count by their beginning."""
    text = "\n".join(path.read_text("utf-8") for path in SPEAKING)
    begun = set(re.findall(r"""[("']([a-z][a-z-]*-)(?=["'{])""", text)) | {"fault-", "csv-"}
    # A part of a sentence is said by the sentences that name it.
    parts = set(re.findall(r"\{ ([a-z][a-z-]*) \}", _said("nl")))
    for key in set(_messages("nl")) - parts:
        assert re.search(rf"""["']{re.escape(key)}["']""", text) or key.startswith(tuple(begun)), key


def _all_errors(kind: type[BuslineError] = BuslineError) -> set[type[BuslineError]]:
    below = kind.__subclasses__()
    return {kind, *(error for sub in below for error in _all_errors(sub))}


def test_every_error_has_a_sentence_of_its_own_or_of_its_kind() -> None:
    words = words_in("nl")
    for error in _all_errors():
        if error.__module__.startswith(("api.", "busline.errors", "busline.record")):
            kind = f"error-{error.kind.value.replace('_', '-')}"
            assert words.knows(f"error-{error.code}") or words.knows(kind), (error.code, kind)


def test_an_unknown_language_speaks_dutch_and_an_unknown_key_is_a_fault() -> None:
    assert words_in("xx").language == "nl"
    with pytest.raises(KeyError):
        words_in("nl")("no-such-key")
    with pytest.raises(KeyError):
        words_in("nl")("day-done")  # lacks its count


@pytest.mark.parametrize(
    ("seats", "wheelchairs", "free", "taken"),
    [
        (2, 0, "Vrij: 2 zitplaatsen", "2 zitplaatsen"),
        (1, 1, "Vrij: 1 zitplaats of 1 rolstoelplaats", "1 zitplaats en 1 rolstoelplaats"),
        (0, 2, "Vrij: 2 rolstoelplaatsen", "2 rolstoelplaatsen"),
        (0, 0, "Vrij: geen zitplaats", "geen zitplaats"),
    ],
)
def test_places_are_counted_in_words(seats: int, wheelchairs: int, free: str, taken: str) -> None:
    places = {"seats": seats, "wheelchairs": wheelchairs}
    assert words_in("nl")("board-free-least", **places) == free
    assert words_in("nl")("places-taken", **places) == taken
