"""Templates: texts are translatable, nothing is inline, inclusion points downwards."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = [p for p in (ROOT / "allied").rglob("templates/**/*") if p.suffix in {".html", ".svg"}]
TIERS = ["ui", "accounts", "people", "alliances", "notes", "strategy", "discovery", "scorecard"]
TIERS += ["agreement", "relations", "governance", "launch", "cockpit", "demo"]
NOT_WORDS = re.compile(r"&[a-z]+;|&#\d+;|Allied|Ctrl|Alt|Shift|Esc|Enter|Tab|Delete|\b[A-Za-z]\b")
WORDS = re.compile(r"[A-Za-z]{2,}")


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


def bare_words(text: str) -> list[str]:
    """The words that a reader would see and that no translation tag holds."""
    text = re.sub(r"{#.*?#}|{% comment.*?endcomment %}|<!--.*?-->", " ", text, flags=re.S)
    text = re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", " ", text, flags=re.S)
    text = re.sub(r"{% language .*?{% endlanguage %}", " ", text, flags=re.S)
    text = re.sub(r"{% block \w*class %}.*?{% endblock %}", " ", text, flags=re.S)
    text = re.sub(r"{[%{].*?[%}]}", " ", text, flags=re.S)
    text = re.sub(r"<(style|script|code|kbd|samp)\b.*?</\1>", " ", text, flags=re.S)
    attributes = re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', text)
    text = re.sub(r"<[^>]*>", " ", text, flags=re.S)
    text = NOT_WORDS.sub(" ", " ".join([text, *attributes]))
    return WORDS.findall(text)


def test_bare_words_are_found() -> None:
    assert bare_words("<p>{% if a > b %}Hello {{ name }}{% endif %}</p>") == ["Hello"]
    assert bare_words('<a title="More">{% translate "x" %}</a>') == ["More"]


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_every_visible_text_is_translatable(path: Path) -> None:
    assert bare_words(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_nothing_is_inline(path: Path) -> None:
    """The content security policy would refuse it in the browser."""
    text = re.sub(r"{#.*?#}", "", path.read_text())
    assert not re.search(r"<style\b", text)
    assert not re.search(r"<script(?![^>]*(\bsrc=|application/json))", text)
    assert not re.search(r"<[^>]*\sstyle=", text)
    assert not re.search(r"<[^>]*\son[a-z]+=", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_templates_use_their_own_or_a_lower_tier(path: Path) -> None:
    folder = path.parts[path.parts.index("templates") + 1]
    height = TIERS.index(folder) if folder in TIERS else 0
    for used in re.findall(r"{% (?:extends|include) [\"']([^/\"']+)/", path.read_text()):
        if used in TIERS:
            assert TIERS.index(used) <= height, f"{path.name} uses {used}"
