"""Names as they are heard on the phone, and found however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.residents.search import Findable, Index, best
from api.residents.spelling import fold, sound

PEOPLE = (
    *("Wilhelmina de Vries", "Anneke Devries", "Piet van den Berg", "Kees van der Berg", "Ria Vandenberg"),
    *("Jan Janssen", "Jannie Jansen", "Gijs van Dijk", "Bep van Dyck", "Henk Meijer", "Ellen Meier"),
    *("Dirk de Bruijn", "Sjaan Visscher", "Corrie Bosch", "Loes Smit", "Frans Schmidt", "Nel Claassen"),
    *("Mohammed El Amrani", "Muhamad Yilmaz", "Ayşe Öztürk", "Achmed Aydın", "Radj Ramdhani", "Zoë Geërts"),
    *("Truus Veenstra", "Aart Zuurbier", "Thea Hendrickx", "Wim Blauw", "Jo Kock", "Toos van 't Hof"),
    *("Philippus ten Broeke", "Jacob Jacobs", "Catharina-Maria van Oosterhoudt-Schimmelpenninck"),
)
FINDABLE = [Findable(name, name, "", "") for name in PEOPLE]

# What is typed, and who is meant; the first of them comes first in the list.
TYPED: list[tuple[str, tuple[str, ...]]] = [
    ("Devries", ("Anneke Devries", "Wilhelmina de Vries")),
    ("de vries", ("Wilhelmina de Vries", "Anneke Devries")),
    ("d vries", ("Wilhelmina de Vries",)),
    ("Van der Berg", ("Kees van der Berg", "Piet van den Berg", "Ria Vandenberg")),
    ("van den berg", ("Piet van den Berg", "Kees van der Berg", "Ria Vandenberg")),
    ("vd Berg", ("Kees van der Berg", "Piet van den Berg", "Ria Vandenberg")),
    ("v.d. berg", ("Kees van der Berg", "Piet van den Berg", "Ria Vandenberg")),
    ("v/d berg", ("Kees van der Berg", "Piet van den Berg", "Ria Vandenberg")),
    ("vandenberg", ("Piet van den Berg", "Kees van der Berg", "Ria Vandenberg")),
    ("vanderberg", ("Kees van der Berg", "Piet van den Berg", "Ria Vandenberg")),
    ("van de b", ("Kees van der Berg", "Piet van den Berg")),  # still being typed
    ("berg", ("Kees van der Berg", "Piet van den Berg", "Ria Vandenberg")),
    ("Jansen", ("Jannie Jansen", "Jan Janssen")),
    ("janssen", ("Jan Janssen", "Jannie Jansen")),
    ("jansse", ("Jan Janssen", "Jannie Jansen")),
    ("Janszen", ("Jannie Jansen", "Jan Janssen")),
    ("van dijk", ("Gijs van Dijk", "Bep van Dyck")),
    ("van dyk", ("Gijs van Dijk", "Bep van Dyck")),
    ("dijck", ("Bep van Dyck", "Gijs van Dijk")),
    ("meyer", ("Henk Meijer", "Ellen Meier")),
    ("maier", ("Ellen Meier", "Henk Meijer")),
    ("de bruyn", ("Dirk de Bruijn",)),
    ("bruin", ("Dirk de Bruijn",)),
    ("visser", ("Sjaan Visscher",)),
    ("bos", ("Corrie Bosch",)),
    ("smid", ("Frans Schmidt", "Loes Smit")),
    ("schmitt", ("Frans Schmidt", "Loes Smit")),
    ("klaassen", ("Nel Claassen",)),
    ("mohamed", ("Mohammed El Amrani", "Muhamad Yilmaz")),
    ("muhammad", ("Muhamad Yilmaz", "Mohammed El Amrani")),
    ("el amrani", ("Mohammed El Amrani",)),
    ("elamrani", ("Mohammed El Amrani",)),
    ("yılmaz", ("Muhamad Yilmaz",)),
    ("ozturk", ("Ayşe Öztürk",)),
    ("ayse", ("Ayşe Öztürk",)),
    ("ahmed", ("Achmed Aydın",)),
    ("ramdani", ("Radj Ramdhani",)),
    ("zoe geerts", ("Zoë Geërts",)),
    ("feenstra", ("Truus Veenstra",)),
    ("suurbier", ("Aart Zuurbier",)),
    ("hendriks", ("Thea Hendrickx",)),
    ("hendrix", ("Thea Hendrickx",)),
    ("tea", ("Thea Hendrickx",)),
    ("blouw", ("Wim Blauw",)),
    ("kok", ("Jo Kock",)),
    ("van t hof", ("Toos van 't Hof",)),
    ("’t hof", ("Toos van 't Hof",)),
    ("filippus", ("Philippus ten Broeke",)),
    ("ten broeken", ("Philippus ten Broeke",)),
    ("jakobs", ("Jacob Jacobs",)),
    ("oosterhout", ("Catharina-Maria van Oosterhoudt-Schimmelpenninck",)),
    ("katharina schimmelpenning", ("Catharina-Maria van Oosterhoudt-Schimmelpenninck",)),
]


@pytest.mark.parametrize(("typed", "meant"), TYPED)
def test_a_name_is_found_however_it_is_written(typed: str, meant: tuple[str, ...]) -> None:
    found = best(FINDABLE, typed, 7)
    assert set(meant) <= set(found), found
    assert found[0] in meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("van den berg", "Piet van den Berg"),
        ("van der berg", "Kees van der Berg"),
        ("jansen", "Jannie Jansen"),
        ("janssen", "Jan Janssen"),
        ("smit", "Loes Smit"),
        ("devries", "Anneke Devries"),
    ],
)
def test_who_is_written_just_so_comes_first(typed: str, meant: str) -> None:
    assert best(FINDABLE, typed, 7)[0] == meant


@pytest.mark.parametrize("typed", ["qqq", "xyzzy", "bakker", "de groot", "van der meer"])
def test_another_name_is_nobodys(typed: str) -> None:
    assert best(FINDABLE, typed, 7) == []


@given(st.sampled_from(PEOPLE), st.data())
def test_as_many_letters_as_were_typed_find_the_name_already(name: str, data: st.DataObject) -> None:
    typed = name[: data.draw(st.integers(1, len(name)))]
    assert name in best(FINDABLE, typed, len(PEOPLE))


@given(st.sampled_from(PEOPLE), st.data())
def test_one_wrong_letter_in_a_long_name_is_forgiven(name: str, data: st.DataObject) -> None:
    long = [word for word in fold(name).split() if len(word) >= 7]
    if not long:
        return
    word = data.draw(st.sampled_from(long))
    at = data.draw(st.integers(0, len(word) - 1))
    wrong = word[:at] + data.draw(st.sampled_from("abcdefghijklmnoprstuvwz")) + word[at + 1 :]
    assert name in best(FINDABLE, wrong, len(PEOPLE))


@given(st.text(max_size=12))
def test_any_text_can_be_asked_for(text: str) -> None:
    assert isinstance(sound(fold(text)), str)
    best(FINDABLE, text, 7)


def test_a_house_number_is_not_blurred_like_a_name() -> None:
    people = [Findable(number, "Iemand", "", f"Osdorpplein {number}") for number in ("1", "11", "111")]
    assert best(people, "osdorpplein 11", 3)[0] == "11"
    assert "1" not in best(people, "osdorpplein 11", 3)


def test_a_postcode_is_found_with_and_without_its_space() -> None:
    people = [Findable("a", "Iemand", "", "Osdorpplein 1 1068 TG"), Findable("b", "Ander", "", "1068TH")]
    for typed in ("1068tg", "1068 TG"):
        assert best(people, typed, 3) == ["a"]


def test_somebody_who_left_or_was_renamed_is_found_as_they_are_now() -> None:
    index = Index(FINDABLE)
    index.put(Findable("Loes Smit", "Loes Hendriks", "", ""))
    index.remove("Frans Schmidt")
    assert index.best("smit", 7) == []
    assert index.best("loes hend", 7) == ["Loes Smit"]
