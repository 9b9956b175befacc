"""One stylesheet out of many files, small, and the same wherever it is asked for."""

import re

import pytest
from django.contrib.staticfiles import finders

from allied.foundation.ui.stylesheet import NAME, PARTS, SCRIPT, StylesheetFinder, bundled


def test_all_parts_are_in_it_and_it_stays_small() -> None:
    text = bundled()
    assert text.startswith("@layer reset, tokens, base, components, pages, states;")
    assert len(list(PARTS.glob("*.css"))) > 10
    for part in PARTS.glob("*.css"):
        selectors = re.findall(r"^  (\.[\w-]+)", part.read_text(), re.MULTILINE)
        assert all(selector in text for selector in selectors), part.name
    assert len(text.encode()) < 35_000


@pytest.mark.parametrize("part", sorted(PARTS.glob("*.css")), ids=lambda path: path.stem)
def test_every_part_fills_a_layer_and_closes_what_it_opens(part) -> None:
    text = re.sub(r"/\*.*?\*/", "", part.read_text(), flags=re.DOTALL).strip()
    assert text.startswith("@layer ")
    assert text.count("{") == text.count("}")


def test_the_finder_writes_it_where_static_files_look(settings, tmp_path) -> None:
    settings.DATA = tmp_path
    finder = StylesheetFinder()
    assert finder.find("ui/other.css") == []
    found = finder.find(NAME)
    assert found == str(tmp_path / "styles" / NAME)
    with open(found, encoding="utf-8") as file:
        assert file.read() == bundled()
    assert finder.find(NAME, find_all=True) == [found]
    listed = [(name, storage.path(name)) for name, storage in finder.list(None)]
    assert listed == [(NAME, found), (SCRIPT, str(tmp_path / "styles" / SCRIPT))]
    written = sorted(path.name for path in (tmp_path / "styles" / "ui").iterdir())
    assert written == ["frame.js", "ui.css"]


def test_a_stale_file_is_replaced(settings, tmp_path) -> None:
    settings.DATA = tmp_path
    finder = StylesheetFinder()
    old = tmp_path / "styles" / NAME
    old.parent.mkdir(parents=True)
    old.write_text("old")
    finder.find(NAME)
    assert old.read_text() == bundled()


def test_one_script_holds_htmx_and_the_frame(settings, tmp_path) -> None:
    settings.DATA = tmp_path
    with open(StylesheetFinder().find(SCRIPT), encoding="utf-8") as file:
        text = file.read()
    assert text.index("var htmx=") < text.index("Behaviour of the frame")


def test_django_finds_them() -> None:
    assert finders.find(NAME)
    assert finders.find(SCRIPT)
