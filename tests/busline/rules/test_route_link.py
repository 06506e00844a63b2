"""How a driver's phone opens the way to a stop."""

import pytest
from pydantic import ValidationError

from busline.rules.line_rules import LineRules


def test_a_place_is_filled_into_the_link_of_the_line() -> None:
    assert LineRules().way_to(52.36, 4.8) == "geo:52.360000,4.800000?q=52.360000,4.800000"
    site = LineRules(route_link="https://maps.example.org/to/{lat}/{lon}")
    assert site.way_to(52.36, -4.8) == "https://maps.example.org/to/52.360000/-4.800000"


@pytest.mark.parametrize("link", ["javascript:{lat}{lon}", "geo:{lat}", "https://x/{lat}/{lon}/{name}", ""])
def test_a_link_that_leads_nowhere_is_refused(link: str) -> None:
    with pytest.raises(ValidationError):
        LineRules(route_link=link)
