"""Text in cells: cleaned, compared, and kept from being run as a formula by another programme."""

import re
import unicodedata
from typing import Final

from allied.strategy.services.texts import key

FORMULA_STARTS: Final = "=+-@"
_TO_DEFUSE: Final = re.compile(r"'*[=+\-@\t\r]")
_DEFUSED: Final = re.compile(r"'+[=+\-@\t\r]")
_SPACES: Final = re.compile(r"\s+")
_FORBIDDEN: Final = frozenset({"Cc", "Cs"})


def one_line(text: str) -> str:
    """The text composed, with every run of white space, line breaks included, as one space.

    Empty where there is nothing in it that can be seen.
    """
    text = unicodedata.normalize("NFC", _SPACES.sub(" ", text).strip())
    return text if text.isascii() or any(map(_is_visible, text)) else ""


def _is_visible(character: str) -> bool:
    return unicodedata.category(character)[0] not in "ZC"


def many_lines(text: str) -> str:
    """The text composed, with line breaks as they are kept: one line feed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """What two names have in common that a reader would take for one, as the map has it."""
    return key(text)


def wording(text: str) -> str:
    """Letters and digits of a word from a closed list, in lower case, one space between."""
    kept = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return " ".join(kept.split())


def forbidden_character(text: str) -> str | None:
    """The first character that no text may hold (NUL, bell, half a surrogate), by its code."""
    if text.isprintable():
        return None
    for character in text:
        if character not in "\n\t\r" and (
            unicodedata.category(character) in _FORBIDDEN or ord(character) & 0xFFFE == 0xFFFE
        ):
            return f"U+{ord(character):04X}"
    return None


def presentable(text: str) -> str:
    """A stored text as a sheet holds it: tidy, without characters that no sheet may hold."""
    if forbidden_character(text) is not None:
        text = "".join(letter for letter in text if forbidden_character(letter) is None)
    return many_lines(text)


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet programme would take an unmarked text for a formula."""
    return text.startswith(tuple(FORMULA_STARTS))


def defused(text: str) -> str:
    """The text as a CSV file may hold it: an apostrophe before what would start a formula."""
    return f"'{text}" if _TO_DEFUSE.match(text) else text


def undefused(text: str) -> str:
    """The text that :func:`defused` was given."""
    return text[1:] if _DEFUSED.match(text) else text
