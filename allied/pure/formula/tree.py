"""A formula as a tree. Every part keeps its place in the text, for faults."""

from collections.abc import Iterator

from msgspec import Struct


class Part(Struct, frozen=True, kw_only=True):
    """``at`` and ``length``: the characters of the text that a fault of this part would mark."""

    at: int = 0
    length: int = 0


class Number(Part, frozen=True):
    """A number written out."""

    value: float


class Name(Part, frozen=True):
    """``[text]``: one measure, as typed; :func:`~.binding.bind` makes an Input of it."""

    text: str


class Brace(Part, frozen=True):
    """``{kind text}``: the measures of an objective or theme, or a source, as typed."""

    kind: str
    text: str


class Input(Part, frozen=True):
    """One series of values by its key."""

    key: str


class Many(Part, frozen=True):
    """Several series; ``label`` is how the text calls them."""

    keys: tuple[str, ...]
    label: str


class Negative(Part, frozen=True):
    """Unary minus."""

    inner: "Node"


class Arithmetic(Part, frozen=True):
    """``+ - * / ^``."""

    sign: str
    left: "Node"
    right: "Node"


class Comparison(Part, frozen=True):
    """``< <= > >= = !=``."""

    sign: str
    left: "Node"
    right: "Node"


class Call(Part, frozen=True):
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
