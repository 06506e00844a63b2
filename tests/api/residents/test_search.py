"""Finding a resident as a coordinator types."""

import pytest

from api.residents.search import Findable, best
from api.residents.spelling import fold

PEOPLE = [
    Findable("a", "Wilhelmina de Vries", "+31205550200", "Botteskerksingel 12"),
    Findable("b", "Anneke Vriesman", "+31612345678", "Osdorpplein 3"),
    Findable("c", "Gijs Özdemir", "", "Meer en Vaart"),
    Findable("d", "Ans de Wit", "+31205550299", "Vriesstraat 1"),
]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("vries", ["a", "b", "d"]),  # the whole name, its beginning, the beginning of a street
        ("de vries", ["a", "d"]),  # both words must be met; “de Wit” in the Vriesstraat meets them too
        ("wilhelmena", ["a"]),  # one letter wrong
        ("wilhelmi", ["a"]),
        ("ozdemir", ["c"]),
        ("gys", ["c"]),  # ij and y sound the same
        ("botteskerk", ["a"]),
        ("osdorpplein 3", ["b"]),
        ("020 555 02", ["d", "a"]),
        ("0205550299", ["d"]),
        ("+31 6 1234", ["b"]),
        ("5678", ["b"]),
        ("zzz", []),
        ("99999", []),
        ("'; drop table", []),
    ],
)
def test_names_phones_and_streets_are_found(asked: str, found: list[str]) -> None:
    assert sorted(best(PEOPLE, asked, 10)) == sorted(found)
    assert best(PEOPLE, asked, 10)[:1] == found[:1]


def test_nothing_asked_is_everybody_by_name() -> None:
    assert best(PEOPLE, "  ", 3) == ["b", "d", "c"]


def test_letters_are_compared_without_accents() -> None:
    assert fold("Geërfd IJs") == "geerfd ys"
