"""A formula as a tree. Every part keeps its place in the text, for faults."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """``at`` and ``length``: the characters of the text that a fault of this part would mark."""

    at: int = 0
    length: int = 0


@dataclass(frozen=True, slots=True)
class Number(Part):
    """A number written out."""

    value: float


@dataclass(frozen=True, slots=True)
class Name(Part):
    """``[text]``: one measure, as typed; :func:`~.binding.bind` makes an Input of it."""

    text: str


@dataclass(frozen=True, slots=True)
class Brace(Part):
    """``{kind text}``: the measures of an objective or theme, or a source, as typed."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Input(Part):
    """One series of values by its key."""

    key: str


@dataclass(frozen=True, slots=True)
class Many(Part):
    """Several series; ``label`` is how the text calls them."""

    keys: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Negative(Part):
    """Unary minus."""

    inner: "Node"


@dataclass(frozen=True, slots=True)
class Arithmetic(Part):
    """``+ - * / ^``."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Comparison(Part):
    """``< <= > >= = !=``."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Call(Part):
    """A function with its values."""

    name: str
    values: tuple["Node", ...]


Node = Number | Name | Brace | Input | Many | Negative | Arithmetic | Comparison | Call
Leaf = Name | Brace


def parts_inside(node: Node) -> tuple[Node, ...]:
    """The parts directly inside, from left to right."""
    if isinstance(node, Negative):
        return (node.inner,)
    if isinstance(node, Arithmetic | Comparison):
        return node.left, node.right
    return node.values if isinstance(node, Call) else ()


def walk(node: Node) -> Iterator[Node]:
    """The node and all inside it, from left to right."""
    yield node
    for inner in parts_inside(node):
        yield from walk(inner)
