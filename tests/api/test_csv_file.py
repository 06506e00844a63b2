"""CSV for a Dutch office."""

import pytest

from api.csv_file import csv_text, safe


def test_it_opens_in_excel_with_accents_and_columns() -> None:
    text = csv_text(["naam", "uren"], [["Zoë; van Buren", 2], ['met "aanhaling"', 3]])
    assert text == '\ufeffnaam;uren\r\n"Zoë; van Buren";2\r\n"met ""aanhaling""";3\r\n'


@pytest.mark.parametrize("cell", ["=1+1", "+31205550100", "-2", "@cmd", "\t=1", "\r=1"])
def test_nothing_that_somebody_typed_is_a_formula(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


def test_numbers_stay_numbers() -> None:
    assert safe(-5) == -5
    assert safe("naam") == "naam"
