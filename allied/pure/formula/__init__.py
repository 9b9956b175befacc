"""Formulas over measures: a small grammar, units, periods, and the reason of every gap.

Pure functions, standard library only; docs/algorithms/formula.md states the rules with worked
numbers. Many measures at once are in ``allied.pure.formula.vectorised``, which needs NumPy.
"""

from .binding import bind, keys_of, leaves, rewritten
from .explaining import MESSAGES, explain, outcome, sentence
from .faults import FAULTS, FormulaFault, Word
from .gathering import gathered, is_coarser
from .graph import circle_through, fed_by, in_order
from .outcomes import Missing, Value
from .parser import parse
from .series import evaluate
from .tree import Brace, Input, Leaf, Many, Name, Node
from .units import (
    ANY,
    DATE,
    DAYS,
    MONEY,
    NUMBER,
    PERCENT,
    TRUTH,
    Unit,
    base,
    refuse_result,
    unit_of,
)
from .vocabulary import ALGORITHM, FUNCTIONS, LONGEST

__all__ = [
    "ALGORITHM",
    "ANY",
    "DATE",
    "DAYS",
    "FAULTS",
    "FUNCTIONS",
    "LONGEST",
    "MESSAGES",
    "MONEY",
    "NUMBER",
    "PERCENT",
    "TRUTH",
    "Brace",
    "FormulaFault",
    "Input",
    "Leaf",
    "Many",
    "Missing",
    "Name",
    "Node",
    "Unit",
    "Value",
    "Word",
    "base",
    "bind",
    "circle_through",
    "evaluate",
    "explain",
    "fed_by",
    "gathered",
    "in_order",
    "is_coarser",
    "keys_of",
    "leaves",
    "outcome",
    "parse",
    "refuse_result",
    "rewritten",
    "sentence",
    "unit_of",
]
