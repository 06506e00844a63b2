"""Postcodes and house numbers, as they are typed and as they are kept."""

import pytest

from busline.addresses.door import read_house_number, read_postcode, shown_postcode


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1068EL", "1068EL"), (" 1068 el ", "1068EL"), ("9999zz", "9999ZZ"), ("", ""), ("  ", "")],
)
def test_a_postcode_is_read_however_it_is_typed(typed: str, kept: str) -> None:
    assert read_postcode(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["0123AB", "1068", "1068E", "1068ELX", "106 8EL", "1068 SS", "1068SA", "1068sd", "EL1068", "١٠٦٨EL"],
)
def test_what_is_no_postcode_is_none(typed: str) -> None:
    with pytest.raises(ValueError, match="postcode"):
        read_postcode(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("16", "16"),
        ("16-2", "16-2"),
        ("16 2", "16-2"),
        ("16/2", "16-2"),
        ("16a", "16-A"),
        ("16 A", "16-A"),
        ("16-hs", "16-HS"),
        ("16 a 2", "16-A-2"),
        ("1004", "1004"),
        ("", ""),
    ],
)
def test_a_house_number_is_read_however_it_is_typed(typed: str, kept: str) -> None:
    assert read_house_number(typed) == kept
    assert read_house_number(kept) == kept


@pytest.mark.parametrize("typed", ["0", "a16", "16--", "123456", "zestien", "16-12345678901", "-16", "16*"])
def test_what_is_no_house_number_is_none(typed: str) -> None:
    with pytest.raises(ValueError, match="house number"):
        read_house_number(typed)


def test_a_postcode_is_shown_with_its_space() -> None:
    assert (shown_postcode("1068EL"), shown_postcode("")) == ("1068 EL", "")
