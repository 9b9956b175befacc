"""Texts that run to the left, or both ways: the stretches of a line as they are seen."""

import unicodedata

from msgspec import Struct

LEFTWARDS = frozenset({"R", "AL", "AN"})
UNSEEN = frozenset({"BN", "RLE", "LRE", "RLO", "LRO", "PDF", "B"})


class Stretch(Struct, frozen=True):
    """Letters that run one way, as they are read."""

    text: str
    rtl: bool


def in_sight(text: str, rtl: bool) -> list[Stretch]:
    """The stretches of a line from left to right. `rtl`: the line as a whole runs to the left."""
    if not text:
        return []
    if not rtl and not any(unicodedata.bidirectional(each) in LEFTWARDS for each in text):
        return [Stretch(text, False)]
    stretches: list[tuple[str, int]] = []
    for letter, level in zip(text, levels(text, rtl), strict=True):
        if stretches and stretches[-1][1] == level:
            stretches[-1] = (stretches[-1][0] + letter, level)
        else:
            stretches.append((letter, level))
    return [Stretch(words, level % 2 == 1) for words, level in seen(stretches)]


def seen(stretches: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Turned about as rule L2 of the Unicode algorithm says."""
    found = list(stretches)
    for least in range(max(level for _, level in found), 0, -1):
        at = 0
        while at < len(found):
            end = at
            while end < len(found) and found[end][1] >= least:
                end += 1
            found[at:end] = found[at:end][::-1]
            at = max(end, at + 1)
    return found


def levels(text: str, rtl: bool) -> list[int]:
    """The embedding level of each letter, by the Unicode algorithm."""
    from bidi import algorithm  # noqa: PLC0415  not before the first such text

    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = (1, "R") if rtl else (0, "L")
    algorithm.get_embedding_levels(text, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    resolved = [letter["level"] for letter in storage["chars"]]
    found: list[int] = []
    for letter in text:  # the algorithm drops what joins letters and is not seen
        hidden = unicodedata.bidirectional(letter) in UNSEEN
        before = found[-1] if found else int(rtl)
        found.append(before if hidden or not resolved else resolved.pop(0))
    return found
