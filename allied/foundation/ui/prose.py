"""Markdown of notes to safe HTML, and to plain words."""

from collections.abc import Sequence
from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {
    *("p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}


@cache
def _parser() -> MarkdownIt:
    return (
        MarkdownIt("commonmark", {"html": False, "breaks": True})
        .enable(["table", "strikethrough"])
        .disable("image")
    )


def plain(text: object) -> str:
    """The words of a Markdown text on one line, without its signs: for a list of results."""
    words = []
    for token in _parser().parse(str(text or "")):
        if token.type == "inline":
            words += [each.content or " " for each in token.children or ()]
            words.append(" ")
        elif token.type in {"fence", "code_block"}:
            words.append(f"{token.content} ")
    return " ".join("".join(words).split())


def lines(text: object) -> str:
    """The words of a Markdown text without its signs, line by line: for paper. A link keeps its
    address, a point its bullet or number."""
    found: list[str] = []
    points: list[int | None] = []  # of each list that is open: the number to come, or none
    cells: list[str] | None = None
    mark = ""
    for token in _parser().parse(str(text or "")):
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                ordered = token.type.startswith("o")
                points.append(int(token.attrs.get("start", 1)) if ordered else None)
            case "bullet_list_close" | "ordered_list_close":
                points.pop()
            case "list_item_open":
                number = points[-1]
                mark = "   " * (len(points) - 1) + ("• " if number is None else f"{number}. ")
                points[-1] = None if number is None else number + 1
            case "tr_open":
                cells = []
            case "tr_close":
                found.append(" · ".join(cells or ()))
                cells = None
            case "inline" if cells is not None:
                cells.append(_said(token.children or ()))
            case "inline":
                found.append(mark + _said(token.children or ()))
                mark = ""
            case "fence" | "code_block":
                found.append(mark + token.content.rstrip())
                mark = ""
    return "\n".join(found)


def _said(children: Sequence[Token]) -> str:
    """The words of one paragraph, with the addresses of its links."""
    words: list[str] = []
    address, begun = "", 0
    for each in children:
        if each.type == "link_open":
            address, begun = str(each.attrs.get("href", "")), len(words)
        elif each.type == "link_close" and "".join(words[begun:]) != address:
            words.append(f" ({address})")
        elif each.type in {"softbreak", "hardbreak"}:
            words.append("\n")
        else:
            words.append(each.content)
    return "".join(words)


def markdown(text: object) -> SafeString:
    """HTML of the text: no raw HTML, no images, headings from h3 down, links marked nofollow."""
    parser = _parser()
    tokens = parser.parse(str(text or ""))
    for token in tokens:
        if token.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
    html = parser.renderer.render(tokens, parser.options, {})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )
    return mark_safe(f'<div class="prose" dir="auto">{clean}</div>')  # noqa: S308
