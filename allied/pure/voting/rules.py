"""By which rule a body decides."""

from fractions import Fraction
from typing import Final

from msgspec import Struct

from .vocabulary import Base, Counting, Id, Kind, Speaking
from .wording import VotingRefusal

HALF: Final = Fraction(1, 2)


class DecisionRule(Struct, frozen=True):
    """One of the four rules; each partner collectively one vote and unanimity, unless said.

    ``speaking`` is how a partner's one vote comes about, wherever partners count. For a majority:
    ``base``, ``threshold`` (exact; 1/2 means more than a half, anything above means at least so
    much) and ``counting``. For a final say: the ``partner`` who has it, the ``matters`` it covers
    (the caller's keys) and the rule for all others, ``otherwise``, which may be a final say too;
    without it, unanimity by partner. Raises :class:`VotingRefusal` for a threshold below one half
    or above one, and for a final say without a partner or matters.
    """

    kind: Kind = Kind.UNANIMOUS_BY_PARTNER
    speaking: Speaking = Speaking.AGREEING
    base: Base = Base.CAST
    threshold: Fraction = HALF
    counting: Counting = Counting.HEADS
    partner: Id | None = None
    matters: frozenset[Id] = frozenset()
    otherwise: "DecisionRule | None" = None

    def __post_init__(self) -> None:
        if not HALF <= self.threshold <= 1:
            raise VotingRefusal("threshold", "threshold", value=self.threshold)
        if self.kind is Kind.FINAL_SAY and self.partner is None:
            raise VotingRefusal("final_say_partner", "partner")
        if self.kind is Kind.FINAL_SAY and not self.matters:
            raise VotingRefusal("final_say_matters", "matters")


UNANIMOUS_BY_PARTNER: Final = DecisionRule()
"""Each partner collectively one vote, and all in favour."""
