"""Names of a text bound to what they mean, and rewritten without touching the rest of the text."""

from collections.abc import Callable

from .tree import (
    Arithmetic,
    Brace,
    Call,
    Comparison,
    Input,
    Leaf,
    Many,
    Name,
    Negative,
    Node,
    walk,
)

Bind = Callable[[Leaf], Input | Many]


def leaves(tree: Node) -> list[Leaf]:
    """The names and braces of a formula, from left to right."""
    return sorted((n for n in walk(tree) if isinstance(n, Name | Brace)), key=lambda leaf: leaf.at)


def bind(tree: Node, meaning: Bind) -> Node:
    """The tree with every name replaced by its meaning; a fault raised by ``meaning`` goes up."""
    if isinstance(tree, Name | Brace):
        return meaning(tree)
    place = {"at": tree.at, "length": tree.length}
    if isinstance(tree, Negative):
        return Negative(bind(tree.inner, meaning), **place)
    if isinstance(tree, Arithmetic | Comparison):
        left, right = bind(tree.left, meaning), bind(tree.right, meaning)
        return type(tree)(tree.sign, left, right, **place)
    if isinstance(tree, Call):
        return Call(tree.name, tuple(bind(value, meaning) for value in tree.values), **place)
    return tree


def keys_of(tree: Node) -> list[str]:
    """The keys that a bound tree reads, each once, from left to right."""
    found: dict[str, None] = {}
    for node in walk(tree):
        if isinstance(node, Input):
            found[node.key] = None
        elif isinstance(node, Many):
            found.update(dict.fromkeys(node.keys))
    return list(found)


def rewritten(text: str, tree: Node, called: Callable[[Leaf], str]) -> str:
    """The text with each name written as ``called`` has it, brackets included."""
    made, end = [], 0
    for leaf in leaves(tree):
        made += [text[end : leaf.at], called(leaf)]
        end = leaf.at + leaf.length
    return "".join([*made, text[end:]])
