"""Markdown of a note becomes safe HTML."""

import pytest

from allied.foundation.ui.prose import lines, markdown, plain


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<img src=x onerror=alert(1)>",
        "![x](https://example.org/seen.png)",
        '<a href="https://example.org" onclick="x()">y</a>',
        "<style>*{display:none}</style>",
        "`<b onmouseover=x>`",
        "x\x00<svg/onload=x>",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(text: str) -> None:
    html = markdown(text)
    for bad in ("<script", "<img", "<style", "<svg", "<b ", 'href="javascript', 'href="data'):
        assert bad not in html
    assert "<a onclick" not in html


def test_headings_begin_below_those_of_the_page() -> None:
    assert "<h3>One</h3>" in markdown("# One")
    assert "<h6>Six</h6>" in markdown("###### Six")


def test_links_pass_on_nothing() -> None:
    assert 'rel="nofollow noopener noreferrer"' in markdown("[x](https://example.org)")


def test_tables_lists_and_line_breaks() -> None:
    html = markdown("a\nb\n\n- c\n\n| d | e |\n|---|---|\n| 1 | 2 |\n\n~~f~~")
    for tag in ("<br>", "<li>c</li>", "<td>1</td>", "<s>f</s>"):
        assert tag in html


def test_nothing_is_an_empty_block() -> None:
    assert markdown(None) == markdown("") == '<div class="prose" dir="auto"></div>'


def test_the_words_alone() -> None:
    text = "# Day rate\n\n- **Agreed** with [them](https://x.example)\n- `code` *soon*\n\n> a<b"
    assert plain(text) == "Day rate Agreed with them code soon a<b"
    assert plain("| a | b |\n|---|---|\n| c | d |\n\n    code") == "a b c d code"
    assert plain("one\ntwo  \nthree") == "one two three"
    assert plain(None) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("## Costs\n\nOf **two** sites,\nfor `a<b`.", "Costs\nOf two sites,\nfor a<b."),
        ("- one\n- two\n  1. first\n  2. second\n- three",
         "• one\n• two\n   1. first\n   2. second\n• three"),
        ("3. third\n4. fourth", "3. third\n4. fourth"),
        ("[hooves](https://x.example) and <https://y.example>",
         "hooves (https://x.example) and https://y.example"),
        ("| a | b |\n|---|---|\n| c | d |", "a · b\nc · d"),
        ("> said\n\n```\ncode\n  more\n```\n\n---\n", "said\ncode\n  more"),
        ("<script>x</script>", "<script>x</script>"),
        (None, ""),
        ("", ""),
    ],
)  # fmt: skip
def test_markdown_on_paper_keeps_its_lines_and_loses_its_signs(text, said):
    assert lines(text) == said
