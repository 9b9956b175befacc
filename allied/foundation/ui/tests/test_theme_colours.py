"""Eight themes are told apart by every eye."""

from itertools import combinations

import pytest

from .colours import SCHEMES, SIGHTS, distance, linear, seen, tokens


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_any_two_themes_differ(scheme: str, sight: str) -> None:
    found = tokens(scheme)
    themes = {number: seen(found[f"theme-{number}"], sight) for number in range(1, 9)}
    near = {
        pair: round(distance(themes[pair[0]], themes[pair[1]]), 1)
        for pair in combinations(themes, 2)
        if distance(themes[pair[0]], themes[pair[1]]) < 8
    }
    assert near == {}


def test_red_and_green_of_one_lightness_would_be_found() -> None:
    red, green = linear("#b3453c"), linear("#6b7a1e")
    assert distance(red, green) > 12
    assert distance(seen(red, "deuteranopia"), seen(green, "deuteranopia")) < 8
