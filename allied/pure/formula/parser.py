"""From the signs of a formula to its tree, by recursive descent. Nothing is ever executed.

comparison := sum [("<" | "<=" | ">" | ">=" | "=" | "!=") sum]
sum        := product (("+" | "-") product)*
product    := signed (("*" | "/") signed)*
signed     := "-" signed | power
power      := value ["^" signed]
value      := number | "[" name "]" | "{" kind name "}" | function "(" comparison, … ")"
            | "(" comparison ")"
"""

from collections.abc import Callable
from typing import Final

from .faults import FormulaFault, Word
from .lexer import Token, tokens
from .tree import Arithmetic, Brace, Call, Comparison, Name, Negative, Node, Number
from .vocabulary import DEEPEST, FUNCTIONS, LONGEST, MANY, MOST_PARTS

_COMPARING: Final = frozenset({"<", "<=", ">", ">=", "=", "!="})


def parse(text: str, longest: int = LONGEST) -> Node:
    """The tree of the text. Raises :class:`FormulaFault` with the place of the first fault."""
    if not text.strip():
        raise FormulaFault("empty")
    return _Parser(list(tokens(text, longest))).formula()


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._next = 0
        self._parts = 0
        self._level = 0
        self._depths: dict[int, int] = {}
        self._kept: list[Node] = []

    def formula(self) -> Node:
        node = self._comparison()
        token = self._token
        if token.kind != "end":
            if token.kind == "sign" and token.text == ",":
                raise FormulaFault("decimal", token.at, token.length)
            raise FormulaFault("operator_expected", token.at, token.length, sign=_shown(token))
        return node

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _take(self, *signs: str) -> Token | None:
        token = self._token
        if token.kind == "sign" and token.text in signs:
            self._next += 1
            return token
        return None

    def _made(self, node: Node, *inside: Node) -> Node:
        """The node, counted and measured."""
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise FormulaFault("too_many", node.at, node.length, most=MOST_PARTS)
        depth = 1 + max((self._depths[id(each)] for each in inside), default=0)
        if depth > DEEPEST:
            raise FormulaFault("too_deep", node.at, node.length, most=DEEPEST)
        self._depths[id(node)] = depth
        self._kept.append(node)  # so that no id is used twice
        return node

    def _inside(self, rule: Callable[[], Node], token: Token) -> Node:
        """One level deeper."""
        self._level += 1
        if self._level > DEEPEST:
            raise FormulaFault("too_deep", token.at, token.length, most=DEEPEST)
        node = rule()
        self._level -= 1
        return node

    def _comparison(self) -> Node:
        left = self._sum()
        if (token := self._take(*_COMPARING)) is None:
            return left
        right = self._sum()
        if (again := self._take(*_COMPARING)) is not None:
            raise FormulaFault("compared_twice", again.at, again.length)
        made = Comparison(token.text, left, right, at=token.at, length=token.length)
        return self._made(made, left, right)

    def _sum(self) -> Node:
        return self._chain(self._product, "+", "-")

    def _product(self) -> Node:
        return self._chain(self._signed, "*", "/")

    def _chain(self, rule: Callable[[], Node], *signs: str) -> Node:
        left = rule()
        while (token := self._take(*signs)) is not None:
            right = rule()
            made = Arithmetic(token.text, left, right, at=token.at, length=token.length)
            left = self._made(made, left, right)
        return left

    def _signed(self) -> Node:
        if (token := self._take("-")) is None:
            return self._power()
        inner = self._inside(self._signed, token)
        return self._made(Negative(inner, at=token.at, length=token.length), inner)

    def _power(self) -> Node:
        left = self._value()
        if (token := self._take("^")) is None:
            return left
        right = self._inside(self._signed, token)
        made = Arithmetic("^", left, right, at=token.at, length=token.length)
        return self._made(made, left, right)

    def _value(self) -> Node:
        token = self._token
        place = {"at": token.at, "length": token.length}
        if token.kind in {"number", "name", "brace"}:
            self._next += 1
            if token.kind == "number":
                return self._made(Number(float(token.text), **place))
            if token.kind == "name":
                return self._made(Name(token.text, **place))
            kind, _, text = token.text.partition(" ")
            return self._made(Brace(kind.lower(), text, **place))
        if token.kind == "word":
            return self._call()
        if self._take("(") is not None:
            node = self._inside(self._comparison, token)
            self._close(token)
            return node
        if token.kind == "end":
            raise FormulaFault("ends_early", token.at, 0)
        raise FormulaFault("value_expected", token.at, token.length)

    def _call(self) -> Node:
        token = self._token
        self._next += 1
        name = token.text.lower()
        if name not in FUNCTIONS:
            raise FormulaFault(
                "function", token.at, token.length, key=token.text[:40], names=", ".join(FUNCTIONS)
            )
        opened = self._token
        if self._take("(") is None:
            raise FormulaFault("open_expected", opened.at, opened.length, key=name)
        values: list[Node] = []
        if self._take(")") is None:
            values.append(self._inside(self._comparison, token))
            while self._take(",") is not None:
                values.append(self._inside(self._comparison, token))
            self._close(opened)
        _check_count(name, len(values), token)
        made = Call(name, tuple(values), at=token.at, length=token.length)
        return self._made(made, *values)

    def _close(self, opened: Token) -> None:
        token = self._token
        if self._take(")") is not None:
            return
        if token.kind == "end":
            raise FormulaFault("unclosed", opened.at, 1, sign="(")
        if token.kind == "sign" and token.text != ",":
            raise FormulaFault("close_expected", token.at, token.length)
        if token.text == ",":
            raise FormulaFault("decimal", token.at, token.length)
        raise FormulaFault("operator_expected", token.at, token.length, sign=_shown(token))


def _check_count(name: str, count: int, token: Token) -> None:
    least, most = FUNCTIONS[name]
    if least <= count <= most:
        return
    if most == MANY:
        raise FormulaFault("takes_some", token.at, token.length, key=name)
    word = Word("one value") if least == 1 else Word("three values")
    raise FormulaFault("takes", token.at, token.length, key=name, least=word, count=count)


def _shown(token: Token) -> str:
    around = {"name": "[%s]", "brace": "{%s}"}.get(token.kind, "%s")
    return around % token.text[:40]
