"""Every pair of text and ground that the styles use meets WCAG AA, in both schemes and rooms."""

from itertools import product

import pytest

from .colours import SCHEMES, contrast, mixed, tokens

GROUNDS = ("ground", "surface", "sunken", "ours-ground", "ours-surface")
NOTICES = ("action-tint", "good-tint", "warn-tint", "bad-tint")
STATUSES = ("exceeds", "on-track", "caution", "off-track", "no-data", "stale")
THEMES = tuple(f"theme-{number}" for number in range(1, 9))
TINTS = tuple(f"{theme}-tint-on-{ground}" for theme in THEMES for ground in GROUNDS[1::3])

TEXT = [
    *product(("ink", "muted", "action", "action-strong"), GROUNDS),
    *product(("ink", "action", "action-strong", "off-track"), NOTICES),
    *product(STATUSES, GROUNDS),
    *product(("ink",), TINTS),
    *product(("ours-ink", "ink", "muted"), ("ours-ground", "ours-surface", "ours-bar")),
    ("on-action", "action"),
    ("on-action", "action-strong"),
    ("mark-sign", "off-track"),
    ("ground", "ink"),
    ("ours-ground", "ours-ink"),
]
SHAPES = [
    *product(("line-strong", "focus"), GROUNDS),
    ("focus", "ours-bar"),
    *product(("mark-sign",), STATUSES),
    *product(THEMES, GROUNDS),
    *((theme, f"{theme}-tint-on-{ground}") for theme in THEMES for ground in GROUNDS[1::3]),
]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("needed", "pairs"), [(4.5, TEXT), (3.0, SHAPES)], ids=["text", "shapes"])
def test_pairs_are_told_apart(scheme: str, needed: float, pairs: list[tuple[str, str]]) -> None:
    found = tokens(scheme)
    poor = {
        pair: round(contrast(found[pair[0]], found[pair[1]]), 2)
        for pair in pairs
        if contrast(found[pair[0]], found[pair[1]]) < needed
    }
    assert poor == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_is_read_on_a_pressed_or_pointed_at_ground(scheme: str) -> None:
    """Hover and the place one is at darken the ground by up to 9 % of the ink."""
    found = tokens(scheme)
    for ground in (*GROUNDS, "ours-bar"):
        pressed = mixed(found["ink"], found[ground], 0.09)
        assert contrast(found["ink"], pressed) >= 4.5, ground


def test_black_on_white_is_21() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
