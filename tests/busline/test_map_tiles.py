"""The address of a map's ground, and the origin that a browser is allowed to ask."""

import pytest
from pydantic import ValidationError

from busline.map_tiles import tiles_origin
from busline.settings import Settings


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("", ""),
        ("https://tiles.example.org/{z}/{x}/{y}.png", "https://tiles.example.org"),
        ("https://{s}.tiles.example.org/a/{z}/{x}/{y}.png?key=1", "https://*.tiles.example.org"),
        ("http://127.0.0.1:8080/{z}/{x}/{y}", "http://127.0.0.1:8080"),
    ],
)
def test_the_origin_is_what_the_address_names(address: str, origin: str) -> None:
    assert tiles_origin(Settings(map_tiles=address).map_tiles) == origin


@pytest.mark.parametrize(
    "address",
    [
        "tiles.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org/{z}/{x}.png",
        "https://tiles.example.org; script-src */{z}/{x}/{y}",
        "https://{z}.{x}.{y}/",
        "javascript:alert(1)//{z}/{x}/{y}",
    ],
)
def test_what_is_no_address_of_tiles_is_refused_at_the_start(address: str) -> None:
    with pytest.raises(ValidationError):
        Settings(map_tiles=address)
