"""Markdown of notes to safe HTML."""

from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

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
