"""Setting a title in the lines of a box, without a browser to measure it.

Widths are those of the common sans-serif faces (Arial, Segoe UI, San Francisco, Roboto), rounded
up, so that a line fits in each of them; a script on the page squeezes the rare line that does not.
"""

import unicodedata
from functools import lru_cache

from msgspec import Struct

ELLIPSIS = "…"
MOST_MARKS = 3  # combining marks drawn on one letter; more would run over the lines above
BREAKS = frozenset(" -/–—")
_NARROW = {
    0.25: "'ijl|",
    0.3: " !,.:;I/\\ftr()[]`",
    0.38: '"-{}^*°',
    0.5: "Jcksxyvz?_ç",
    0.56: "abdeghnopqu0123456789$#Lß",
    0.62: "EFTZ+=<>~XYS",
    0.68: "ABKPRVCUDHN&",
    0.76: "GOQw",
    0.86: "mM",
    0.93: "W%@…",
}
_WIDTHS = {letter: width for width, letters in _NARROW.items() for letter in letters}
_ZERO = frozenset({"Mn", "Me", "Cf", "Cc"})


class Lettering(Struct, frozen=True):
    """The lines of a text; `cut` where the rest did not fit; `rtl` where it runs to the left."""

    lines: tuple[str, ...]
    cut: bool
    rtl: bool


@lru_cache(maxsize=4096)
def set_lines(text: str, width: float, size: float, most: int, weight: float = 1.0) -> Lettering:
    """The text in at most `most` lines of `width` px at a type size in px.

    Breaks at spaces, after hyphens and slashes, between ideographs, and inside a word only where
    the word alone is wider than a line. What does not fit ends in an ellipsis.
    """
    room = width / (size * weight)  # in ems
    lines: list[str] = []
    line, length = "", 0.0
    for piece, long in pieces(tidy(text), room):
        if line and length + long - trailing_space(piece) > room:
            lines.append(line.strip())
            line, length = "", 0.0
        line, length = line + piece, length + long
    lines.append(line.strip())
    cut = len(lines) > most
    if cut:
        lines = [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), room)]
    return Lettering(tuple(lines), cut, runs_left(text))


def tidy(text: str) -> str:
    """One line of text that can be drawn: no controls, and few marks on any letter."""
    out: list[str] = []
    marks = 0
    for letter in text:
        category = unicodedata.category(letter)
        if category in {"Mn", "Me"}:
            marks += 1
            if marks <= MOST_MARKS:
                out.append(letter)
            continue
        marks = 0
        if letter in {"\u200d", "\u200c"}:
            out.append(letter)  # joins letters of Persian and of emoji
        elif category in {"Zs", "Zl", "Zp"} or letter in "\t\n\r\f\v":
            out.append(" ")
        elif category not in {"Cc", "Cf", "Cs", "Cn"}:
            out.append(letter)
    return " ".join("".join(out).split())


def pieces(text: str, room: float) -> list[tuple[str, float]]:
    """The text cut where a line may end, with lengths in ems.

    A piece longer than a line is cut between letters.
    """
    out: list[tuple[str, float]] = []
    piece, length = "", 0.0
    for cluster in clusters(text):
        long = ems(cluster)
        beside = piece and (wide(cluster) or wide(piece[-1]))
        if cluster != " " and (beside or (piece and length + long > room)):
            out.append((piece, length))
            piece, length = "", 0.0
        piece, length = piece + cluster, length + long
        if cluster in BREAKS:
            out.append((piece, length))
            piece, length = "", 0.0
    return [*out, (piece, length)] if piece else out


def trailing_space(piece: str) -> float:
    return letter_ems(" ") if piece.endswith(" ") else 0.0


def clusters(text: str) -> list[str]:
    """The text in letters, each with the marks and joined signs that belong to it."""
    out: list[str] = []
    for letter in text:
        joined = out and out[-1].endswith("\u200d")
        if out and (joined or unicodedata.category(letter) in {"Mn", "Me", "Mc", "Cf"}):
            out[-1] += letter
        else:
            out.append(letter)
    return out


def shortened(text: str, room: float) -> str:
    """As much of the text as fits before an ellipsis."""
    kept, left = "", room - letter_ems(ELLIPSIS)
    for cluster in clusters(text):
        left -= ems(cluster)
        if left < 0:
            break
        kept += cluster
    return kept.rstrip(" ,;:-–") + ELLIPSIS


def ems(text: str) -> float:
    """The width of a text in ems."""
    return sum(map(letter_ems, text))


@lru_cache(maxsize=4096)
def letter_ems(letter: str) -> float:
    """The width of a letter in ems, as far as its kind tells."""
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.category(letter) in _ZERO:
        return 0.0
    if wide(letter):
        return 1.0 if ord(letter) < 0x1F000 else 1.3
    base = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS.get(base, 0.7 if letter.isupper() else 0.62)


def wide(letter: str) -> bool:
    """Whether the letter fills a square, as Chinese does; a line may end beside it."""
    return unicodedata.east_asian_width(letter[0]) in {"W", "F"}


def runs_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False
