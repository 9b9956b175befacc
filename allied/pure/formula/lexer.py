"""A text cut into the signs of a formula."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from .faults import FormulaFault
from .vocabulary import LARGEST, LONGEST


class Token(NamedTuple):
    """``kind``: number, word, name, brace, sign or end; ``text`` without its brackets."""

    kind: str
    text: str
    at: int
    length: int


_SHAPES: Final = re.compile(
    r"(?P<blank>\s+)"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    r"|(?P<word>[A-Za-z_]+)"
    r"|\[(?P<name>[^\[\]]*)\]"
    r"|\{(?P<brace>[^{}]*)\}"
    r"|(?P<sign><=|>=|!=|<>|[-+*/^(),;<>=\N{MINUS SIGN}\N{MULTIPLICATION SIGN}\N{DIVISION SIGN}"
    r"\N{LESS-THAN OR EQUAL TO}\N{GREATER-THAN OR EQUAL TO}\N{NOT EQUAL TO}\N{MIDDLE DOT}])"
)
_PLAIN: Final = {
    "\N{MINUS SIGN}": "-", "\N{MULTIPLICATION SIGN}": "*", "\N{DIVISION SIGN}": "/",
    "\N{MIDDLE DOT}": "*", "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=", "\N{NOT EQUAL TO}": "!=", "<>": "!=", ";": ",",
}  # fmt: skip


def tokens(text: str, longest: int = LONGEST) -> Iterator[Token]:
    """The signs of the text, an ``end`` as the last. Raises :class:`FormulaFault`."""
    if len(text) > longest:
        raise FormulaFault("too_long", longest, 0, most=longest, count=len(text))
    at = 0
    while at < len(text):
        found = _SHAPES.match(text, at)
        if found is None:
            raise _unknown(text, at)
        kind = found.lastgroup or ""
        if kind != "blank":
            yield _token(kind, found[kind], at, found.end() - at)
        at = found.end()
    yield Token("end", "", len(text), 0)


def _token(kind: str, text: str, at: int, length: int) -> Token:
    if kind == "sign":
        text = _PLAIN.get(text, text)
    elif kind in {"name", "brace"}:
        text = " ".join(text.split())
        if not text:
            raise FormulaFault("nameless", at, length)
    elif kind == "number" and (len(text) > 40 or float(text) >= LARGEST):
        raise FormulaFault("too_large", at, length)
    return Token(kind, text, at, length)


def _unknown(text: str, at: int) -> FormulaFault:
    sign = text[at]
    if sign in "[{":
        return FormulaFault("unclosed", at, 1, sign=sign)
    if sign == ".":
        return FormulaFault("decimal", at, 1)
    return FormulaFault("sign", at, 1, sign=sign if sign.isprintable() else f"U+{ord(sign):04X}")
