"""The coin, for those who want it: laid before, tossed once, shown to be fair after.

1. :func:`lay` the coin: which option each side stands for, 256 random bits that stay hidden, and
   their seal, a digest that is shown and recorded with the sides.
2. Whoever distrusts the machine says a word, any word, each side of the table its own.
3. :func:`toss`: the bits are shown, and which side falls is computed from sides, bits and words.

The bits cannot be changed after the seal is shown, and nobody who says a word knows the bits: so
neither the machine nor the people can steer it, and anybody can compute it again from the record.
"""

import json
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final, Protocol

from msgspec import Struct

from allied.pure.scoring.explanations import Step

from .wording import DeliberationRefusal

BITS: Final = 256
_HEX: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Generator(Protocol):
    """What makes random bits: ``random.SystemRandom()``, or ``random.Random(seed)`` in a test."""

    def getrandbits(self, k: int, /) -> int:
        """``k`` random bits as a number."""


class Face(StrEnum):
    """The side that is up."""

    HEADS = "heads"
    TAILS = "tails"


class Sides(Struct, frozen=True):
    """Which option each side stands for.

    Raises :class:`DeliberationRefusal` where one is blank or both are the same.
    """

    heads: str
    tails: str

    def __post_init__(self) -> None:
        if not self.heads.strip() or not self.tails.strip():
            raise DeliberationRefusal("no_side", "heads" if self.tails.strip() else "tails")
        if self.heads.strip() == self.tails.strip():
            raise DeliberationRefusal("same_sides", "tails")

    @property
    def step(self) -> Step:
        """The statement to be shown before the toss."""
        return Step("sides", {"heads": self.heads, "tails": self.tails})


class Laid(Struct, frozen=True):
    """A coin that is laid: the sides, and the bits, 64 hexadecimal digits, hidden until the toss.

    Raises :class:`DeliberationRefusal` where the bits are none.
    """

    sides: Sides
    bits: str

    def __post_init__(self) -> None:
        if not _HEX.fullmatch(self.bits):
            raise DeliberationRefusal("bits", "bits")

    @property
    def seal(self) -> str:
        """SHA-256 of the bits as written, in hexadecimal: shown before the toss."""
        return sha256(self.bits.encode("ascii")).hexdigest()


class Toss(Struct, frozen=True):
    """A toss on record: the coin, the words said after its seal was shown, the side that fell."""

    coin: Laid
    words: tuple[str, ...]
    face: Face

    @property
    def option(self) -> str:
        """The option that the side stands for."""
        sides = self.coin.sides
        return sides.heads if self.face is Face.HEADS else sides.tails

    @property
    def steps(self) -> tuple[Step, ...]:
        """The sides, and how it fell."""
        return self.coin.sides.step, Step(self.face, {"option": self.option})

    def to_json(self) -> dict[str, object]:
        """The whole record as plain strings and lists, with the seal."""
        sides = self.coin.sides
        return {
            "heads": sides.heads,
            "tails": sides.tails,
            "seal": self.coin.seal,
            "bits": self.coin.bits,
            "words": list(self.words),
            "face": str(self.face),
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> "Toss":
        """The record that :meth:`to_json` wrote, true or not; ``ValueError`` in another form."""
        try:
            coin = Laid(Sides(data["heads"], data["tails"]), data["bits"])
            return Toss(coin, tuple(data["words"]), Face(data["face"]))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("This is not the record of a toss.") from error


def lay(sides: Sides, generator: Generator) -> Laid:
    """The coin with 256 bits drawn from the generator, once."""
    return Laid(sides, f"{generator.getrandbits(BITS):064x}")


def toss(coin: Laid, words: Iterable[str] = ()) -> Toss:
    """Which side falls; the words count in the order given, and there may be none."""
    said = tuple(words)
    return Toss(coin, said, face_of(coin, said))


def face_of(coin: Laid, words: Iterable[str] = ()) -> Face:
    """The side that falls: heads where the last bit of a digest is 0.

    The digest is SHA-256 of the ASCII text ``["heads","tails","bits"]``: a JSON list of both
    options, the bits and the words, without spaces, other characters as ``\\uXXXX``.
    """
    parts = [coin.sides.heads, coin.sides.tails, coin.bits, *words]
    text = json.dumps(parts, separators=(",", ":"))
    return Face.TAILS if sha256(text.encode("ascii")).digest()[-1] & 1 else Face.HEADS


def is_true(record: Toss, seal: str) -> bool:
    """Whether the bits are those under the seal, and the side the one that they make fall."""
    return record.coin.seal == seal and record.face is face_of(record.coin, record.words)
