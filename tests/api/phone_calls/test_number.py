"""A caller's number, in the forms that exchanges give."""

import pytest

from api.phone_calls.number import as_announced


@pytest.mark.parametrize(
    "given",
    [
        "+31612345678",
        "0031612345678",
        "31612345678",
        "0612345678",
        "06-12 34 56 78",
        " +31 6 12345678 ",
        "tel:+31612345678",
        "sip:+31612345678@pbx.example.org",
        "SIP:0612345678@10.0.0.1:5060",
    ],
)
def test_one_number_has_many_forms(given: str) -> None:
    assert as_announced(given) == "+31612345678"


def test_a_number_from_elsewhere_keeps_its_country() -> None:
    assert as_announced("004930123456") == "+4930123456"


@pytest.mark.parametrize(
    "given", ["", "  ", "anonymous", "Anonymous", "sip:anonymous@anonymous.invalid", "Restricted", "anoniem"]
)
def test_a_withheld_number_is_none(given: str) -> None:
    assert as_announced(given) == ""


@pytest.mark.parametrize("given", ["hello", "201", "+3161234567890123456"])
def test_what_is_no_number_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="phone number"):
        as_announced(given)
