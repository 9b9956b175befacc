"""Search: whatever one sees, and not a trace of anything else."""

from datetime import date

import pytest

from allied.cockpit.search.queries import search_everywhere, words_of
from allied.foundation.access.actor import View
from allied.notes.services import write_note
from allied.scorecard.services import add_measure
from allied.strategy.services import add_objective, add_perspective, add_theme

HTMX = {"HX-Request": "true"}


@pytest.fixture
def zebra(cast):
    by = cast.actor("solvay_manager", View.JOINT)
    ours = cast.actor("solvay_manager", View.OURS)
    band = add_perspective(by=by, alliance=cast.alliance, name="Process")
    theme = add_theme(by=by, alliance=cast.alliance, name="Collaboration")
    goal = add_objective(
        by=by, alliance=cast.alliance, perspective=band, theme=theme, title="Zebra objective"
    )
    for actor, word in ((by, "open"), (ours, "concealed")):
        add_measure(
            by=actor, objective=goal, name=f"Zebra measure {word}", valid_from=date(2024, 1, 1)
        )
        write_note(
            by=actor, alliance=cast.alliance, kind="alliance", object_id=cast.alliance.pk,
            text=f"Zebra note {word}",
        )  # fmt: skip
    return goal


def titles(client, query, **headers):
    return client.get("/search/", {"q": query}, headers=headers).content.decode()


def test_finds_every_kind(cast, signed_in, zebra):
    page = titles(signed_in("solvay_manager", View.OURS), "zebra")
    for wanted in ("objective", "measure open", "measure concealed", "note concealed"):
        assert f"Zebra {wanted}" in page
    assert "Theme leader" in titles(signed_in("reader"), "theme lead")
    assert "/a/solvay-quintiles/" in titles(signed_in("reader"), "solvay quintiles")


def test_leaks_nothing(cast, signed_in, zebra):
    for who, view in [
        ("solvay_manager", View.JOINT), ("quintiles_manager", View.OURS), ("reader", View.JOINT),
    ]:  # fmt: skip
        for headers in ({}, HTMX):
            page = titles(signed_in(who, view), "zebra", **headers)
            assert "concealed" not in page
            assert "Zebra measure open" in page
    for headers in ({}, HTMX):
        page = titles(signed_in("solvay_manager", View.PRESENT), "zebra", **headers)
        assert "Zebra" not in page
    for who in ("outsider", "former_member"):
        page = titles(signed_in(who, View.OURS), "zebra")
        assert "Nothing found" in page
        assert "Zebra" not in page


def test_limits_and_counts_only_what_is_seen(cast, zebra):
    """Five private measures of the partner make no “more” on the other side."""
    ours = cast.actor("solvay_manager", View.OURS)
    for number in range(5):
        add_measure(by=ours, objective=zebra, name=f"Zebra private {number}")
    theirs = search_everywhere(cast.actor("quintiles_manager"), "zebra", 2)
    mine = search_everywhere(ours, "zebra", 2)
    measures = {kind: group for kind, group in ((g.kind, g) for g in theirs)}["measure"]
    assert len(measures.hits) == 1
    assert not measures.has_more
    assert next(group for group in mine if group.kind == "measure").has_more


@pytest.mark.parametrize("query", ["%", "_", "%%", "\\", "'", '"', "z%a", "ZE_RA"])
def test_signs_of_the_database_are_letters(cast, signed_in, zebra, query):
    page = titles(signed_in("reader"), query)
    assert "Zebra" not in page.split("search-results")[1]


def test_letters_of_other_scripts(cast, zebra):
    by = cast.actor("solvay_manager", View.JOINT)
    add_measure(by=by, objective=zebra, name="Écart à l’été مرحبا")
    for query in ("écart", "ÉCART", "Écart", "مرحبا"):
        assert search_everywhere(by, query, 5), query


def test_long_and_empty_questions(cast, signed_in, zebra):
    client = signed_in("reader")
    for query in ("", " ", "z", "a\x00b", "x" * 10_000, "zebra " * 500):
        assert client.get("/search/", {"q": query}).status_code == 200
    assert words_of("  z ") == []
    assert len(words_of("a b c d e f g h i")) == 6


def test_a_part_for_the_palette(signed_in, zebra):
    page = titles(signed_in("reader"), "zebra", **HTMX)
    assert "<html" not in page
    assert page.count("<a ") == 3


def test_costs_the_same_for_many(cast, signed_in, zebra, django_assert_num_queries):
    client = signed_in("solvay_manager", View.OURS)
    with django_assert_num_queries(12):
        titles(client, "zebra")
    for number in range(40):
        add_measure(by=cast.actor("solvay_manager"), objective=zebra, name=f"Zebra more {number}")
    with django_assert_num_queries(12):
        page = titles(client, "zebra")
    assert "the first 30" in page


def test_notes_are_shown_without_signs_of_markdown(cast, signed_in, zebra):
    write_note(
        by=cast.actor("member", View.JOINT), alliance=cast.alliance, kind="alliance",
        object_id=cast.alliance.pk, text="## Zebra **stripes**\n\n- and [hooves](https://x.example)",
    )  # fmt: skip
    page = titles(signed_in("member"), "stripes")
    assert "Zebra stripes and hooves" in page
    assert "**" not in page
    assert "https://x.example" in titles(signed_in("member"), "x.example")
