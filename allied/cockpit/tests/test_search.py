"""Search: whatever one sees, and not a trace of anything else."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from allied.cockpit.search.hits import words_of
from allied.cockpit.search.queries import search_everywhere
from allied.foundation.access.actor import View
from allied.governance.models import (
    Action,
    Addendum,
    Body,
    Decision,
    Escalation,
    Meeting,
    MinuteEntry,
    Proposal,
    Topic,
)
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
    with django_assert_num_queries(11):
        titles(client, "zebra")
    for number in range(40):
        add_measure(by=cast.actor("solvay_manager"), objective=zebra, name=f"Zebra more {number}")
    with django_assert_num_queries(11):
        page = titles(client, "zebra")
    assert "the first 30" in page


GOVERNED = ("decision", "action", "escalation", "meeting", "topic", "entry", "proposal", "body")


def governed_rows(cast, room, number=0, word="Zebra"):
    """One of every kind of governance, each with the word in its title and in its text."""
    place = {"alliance": cast.alliance, "room": room}
    who, day = cast.member, date(2026, 3, 2)
    title, text = f"{word} title {number}", f"Long before {word} text {number} and long after it"
    body = Body.objects.create(kind="steering", name=title, purpose=text, **place)
    meeting = Meeting.objects.create(
        body=body, name=title, place=text, starts_at=datetime(2026, 3, 2, 9, tzinfo=UTC), **place
    )
    Topic.objects.create(meeting=meeting, title=title, why=text)
    Topic.objects.create(meeting=meeting, title=f"{word} gone", removed_at=timezone.now())
    MinuteEntry.objects.create(meeting=meeting, text=text, person=who, author="Member")
    MinuteEntry.objects.create(
        meeting=meeting, text=f"{word} gone", author="Member", removed_at=timezone.now()
    )
    Addendum.objects.create(meeting=meeting, text=f"{word} added {number}", author="Member")
    Decision.objects.create(number=number + 50, title=title, situation=text, **place)
    Action.objects.create(
        title=title, details=text, owner=who, partner=cast.quintiles, due_on=day, first_due_on=day,
        **place,
    )  # fmt: skip
    Escalation.objects.create(title=title, situation=text, **place)
    Proposal.objects.create(title=title, text=text, by=who, author="Member", **place)
    return meeting


def by_kind(actor, text, limit=5):
    return {group.kind: group for group in search_everywhere(actor, text, limit)}


def test_a_hit_says_its_kind_alliance_room_and_the_words_around(cast):
    governed_rows(cast, cast.joint)
    governed_rows(cast, cast.solvay_room, 1)
    groups = by_kind(cast.actor("solvay_manager", View.OURS), "zebra text")
    for kind in ("decision", "action", "escalation", "topic", "proposal", "body", "meeting"):
        hits = groups[kind].hits
        assert sorted((hit.kind, hit.title[-1:], hit.is_ours) for hit in hits) == (
            [(kind, "0", False), (kind, "1", True)] if kind != "meeting"
            else [(kind, "6", False), (kind, "6", True)]
        ), kind  # fmt: skip
        assert all(hit.snippet.startswith("Long before Zebra text") for hit in hits), kind
        assert all("Solvay Quintiles" in hit.where for hit in hits)
    entry = groups["entry"].hits[-1]
    assert entry.title.startswith("Long before Zebra text")
    assert entry.place.endswith("title 0, 2 March 2026") or entry.is_ours
    titled = by_kind(cast.actor("solvay_manager", View.JOINT), "zebra title")
    assert {hit.snippet for kind in GOVERNED if kind in titled for hit in titled[kind].hits} == {""}


def test_every_hit_leads_to_its_page(cast, signed_in):
    meeting = governed_rows(cast, cast.joint)
    client = signed_in("member", View.JOINT)
    groups = by_kind(cast.actor("member", View.JOINT), "zebra")
    assert set(GOVERNED) <= set(groups)
    for kind in GOVERNED:
        for hit in groups[kind].hits:
            page = client.get(hit.url)
            assert page.status_code == 200, hit
            assert "Zebra" in page.content.decode(), hit
    (topic,) = groups["topic"].hits
    assert topic.url.endswith(f"/meetings/{meeting.pk}/?agenda#topic-{meeting.topics.first().pk}")
    shown = client.get("/search/?q=zebra").content.decode()
    for heading in ("Escalations", "Topics of meetings", "Minutes", "Actions", "Committees"):
        assert heading in shown
    assert "gone" not in shown
    assert "Zebra added 0" in shown


def test_what_is_of_our_room_is_found_by_our_side_in_its_view_alone(cast, signed_in):
    governed_rows(cast, cast.solvay_room, word="Quagga")
    for who, view in (
        ("solvay_manager", View.JOINT), ("quintiles_manager", View.OURS), ("member", View.OURS),
        ("outsider", View.OURS), ("former_member", View.OURS), ("solvay_manager", View.PRESENT),
    ):  # fmt: skip
        assert search_everywhere(cast.actor(who, view), "quagga", 5) == [], (who, view)
        for headers in ({}, HTMX):
            assert "Quagga" not in titles(signed_in(who, view), "quagga", **headers)
    assert set(by_kind(cast.actor("solvay_manager", View.OURS), "quagga")) == set(GOVERNED)


def test_the_latest_of_a_kind_come_first_and_the_limit_is_each_kinds_own(cast):
    for number in range(4):
        governed_rows(cast, cast.joint, number)
    groups = by_kind(cast.actor("member", View.JOINT), "zebra", 3)
    for kind in ("decision", "action", "escalation", "topic", "proposal", "body"):
        assert [hit.title for hit in groups[kind].hits] == [
            f"Zebra title {number}" for number in (3, 2, 1)
        ], kind
        assert groups[kind].has_more
    assert len(groups["entry"].hits) == 3
    assert not by_kind(cast.actor("member", View.JOINT), "zebra", 4)["body"].has_more


def test_governance_costs_one_query_however_much_is_found(cast, django_assert_num_queries):
    actor = cast.actor("member", View.JOINT)
    governed_rows(cast, cast.joint)
    with django_assert_num_queries(7):
        search_everywhere(actor, "zebra", 5)
    for number in range(1, 9):
        governed_rows(cast, cast.joint, number)
    with django_assert_num_queries(7):
        search_everywhere(actor, "zebra", 30)
    with django_assert_num_queries(7):
        search_everywhere(actor, "été écart ñandú été écart ñandú", 30)


def test_notes_are_shown_without_signs_of_markdown(cast, signed_in, zebra):
    write_note(
        by=cast.actor("member", View.JOINT), alliance=cast.alliance, kind="alliance",
        object_id=cast.alliance.pk, text="## Zebra **stripes**\n\n- and [hooves](https://x.example)",
    )  # fmt: skip
    page = titles(signed_in("member"), "stripes")
    assert "Zebra stripes and hooves" in page
    assert "**" not in page
    assert "https://x.example" in titles(signed_in("member"), "x.example")
