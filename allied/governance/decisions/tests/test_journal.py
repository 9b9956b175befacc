"""The journal is its author's alone: no colleague, partner, screen, token, search or trail."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from msgspec.structs import replace

from allied.alliances.models import Membership
from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from allied.governance.decisions import services
from allied.governance.models import Decision, JournalEntry
from tests.support.cast import Cast
from tests.support.doors import api_doors, doors

WORD = "Quillfeather"
STRANGERS = [
    ("solvay_sponsor", View.OURS),  # a colleague of the same company
    ("theme_leader", View.OURS),
    ("quintiles_manager", View.OURS),  # the partner's alliance manager
    ("outsider", View.OURS),
    ("former_member", View.OURS),
    ("solvay_manager", View.JOINT),  # the author, in the other views
    ("solvay_manager", View.PRESENT),
]


@pytest.fixture
def entry(cast: Cast, by: Callable, asked: Callable[..., Decision]) -> JournalEntry:
    return services.write_entry(
        by=by("solvay_manager", View.OURS), alliance=cast.alliance, decision=asked(),
        title=f"{WORD} before the vote", before=f"{WORD} nervous", surprised=f"{WORD} calm",
    )  # fmt: skip


def test_writing_leaves_no_trace(entry: JournalEntry, by: Callable, cast: Cast) -> None:
    before = Entry.objects.count()
    ours = by("solvay_manager", View.OURS)
    services.write_entry(by=ours, alliance=cast.alliance, title="x", after="y")
    services.edit_entry(by=ours, entry=entry, version=1, title="z", before="z")
    services.remove_entry(by=ours, entry=entry)
    assert Entry.objects.count() == before


@pytest.mark.parametrize(("who", "view"), STRANGERS)
def test_nobody_else_sees_or_changes_it(
    entry: JournalEntry, cast: Cast, signed_in: Callable[..., Client], who: str, view: View
) -> None:
    assert not JournalEntry.objects.visible_to(cast.actor(who, view)).exists()
    client, slug = signed_in(who, view), cast.alliance.slug
    for name, address, _numbered in doors(slug, entry.pk):
        if not name.startswith("governance:"):
            continue  # the walk over all URLs in tests/access meets an entry too
        answer = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert WORD.encode() not in body, name
    assert WORD.encode() not in client.get("/search/?q=nervous").content
    for act in ("", "remove/"):
        answer = client.post(f"/a/{slug}/journal/{entry.pk}/{act}", {"version": 1, "title": "x"})
        assert answer.status_code in {403, 404}
    assert JournalEntry.objects.get().title == f"{WORD} before the vote"


@pytest.mark.parametrize("address", ["decisions/", "history/", "deliberation/", "people/"])
def test_an_entry_changes_no_byte_of_a_colleagues_page(
    cast: Cast, by: Callable, signed_in: Callable[..., Client], address: str,
    asked: Callable[..., Decision],
) -> None:  # fmt: skip
    decision, client = asked(), signed_in("solvay_sponsor", View.OURS)
    page = f"/a/{cast.alliance.slug}/{address}"
    before = client.get(page).content
    services.write_entry(
        by=by("solvay_manager", View.OURS), alliance=cast.alliance, decision=decision, before=WORD
    )
    strip = lambda text: [line for line in text.decode().splitlines() if "csrf" not in line.lower()]  # noqa: E731
    assert strip(client.get(page).content) == strip(before)


def test_its_author_reads_it_in_the_view_of_our_room(
    entry: JournalEntry, cast: Cast, signed_in: Callable[..., Client]
) -> None:
    client, home = signed_in("solvay_manager", View.OURS), f"/a/{cast.alliance.slug}/"
    page = client.get(home + "journal/").content.decode()
    assert f"{WORD} nervous" in page
    assert WORD not in client.get("/search/?q=nervous").content.decode()
    for other in ("decisions/", "decisions/export.csv", f"decisions/{entry.decision_id}/"):
        answer = client.get(home + other)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert WORD.encode() not in body


def test_a_token_opens_no_journal(entry: JournalEntry, by: Callable, cast: Cast) -> None:
    with_token = replace(by("solvay_manager", View.OURS), token_id=7)
    assert not JournalEntry.objects.visible_to(with_token).exists()
    with pytest.raises(PermissionDenied):
        services.write_entry(by=with_token, alliance=cast.alliance, title="x", before="y")
    assert not any("journal" in name for name, _address, _n in api_doors(cast.alliance.slug))


def test_who_has_left_reads_nothing_any_more(
    entry: JournalEntry, cast: Cast, signed_in: Callable[..., Client]
) -> None:
    Membership.objects.filter(person=cast.solvay_manager).update(
        since=timezone.localdate() - timedelta(days=9),
        until=timezone.localdate() - timedelta(days=1),
    )
    answer = signed_in("solvay_manager", View.OURS).get(f"/a/{cast.alliance.slug}/journal/")
    assert answer.status_code == 404
    assert not JournalEntry.objects.visible_to(cast.actor("solvay_manager", View.OURS)).exists()


def test_two_windows_lose_nothing(entry: JournalEntry, by: Callable) -> None:
    ours = by("solvay_manager", View.OURS)
    services.edit_entry(by=ours, entry=entry, version=1, title="First", before="a")
    with pytest.raises(Conflict):
        services.edit_entry(by=ours, entry=entry, version=1, title="Second", before="b")


def test_another_person_edits_nothing_by_the_service(entry: JournalEntry, by: Callable) -> None:
    for who in ("solvay_sponsor", "quintiles_manager"):
        with pytest.raises(PermissionDenied):
            services.edit_entry(
                by=by(who, View.OURS), entry=entry, version=1, title="x", before="y"
            )
        with pytest.raises(PermissionDenied):
            services.remove_entry(by=by(who, View.OURS), entry=entry)


def test_it_is_written_by_its_pages_with_drafts(
    cast: Cast, signed_in: Callable[..., Client], asked: Callable[..., Decision]
) -> None:
    client, home = signed_in("member", View.OURS), f"/a/{cast.alliance.slug}/journal/"
    row = asked()
    page = client.get(f"{home}write/?decision={row.pk}").content.decode()
    assert 'data-draft="journal-before"' in page
    assert client.get(home + "write/?decision=x").status_code == 404
    assert client.get(home + "write/?decision=99999").status_code == 404
    empty = client.post(home + "write/", {"title": "x"})
    assert empty.status_code == 422
    for bad in ({"before": "a\0b"}, {"before": "x" * 10_000}, {"title": "y" * 10_000}):
        sent = {"title": "x", "before": "z", **bad}
        assert client.post(home + "write/", sent).status_code == 422
    client.post(f"{home}write/?decision={row.pk}", {"title": "About it", "before": "Calm"})
    kept = JournalEntry.objects.get()
    assert kept.decision == row
    lost = {"title": "About it", "before": "Other", "version": 7}
    answer = client.post(f"{home}{kept.pk}/", lost)
    assert answer.status_code == 409
    assert "Calm" in answer.content.decode()
    client.post(f"{home}{kept.pk}/remove/")
    assert not JournalEntry.objects.exists()


def test_nothing_said_is_refused(by: Callable, cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        services.write_entry(by=by("member", View.OURS), alliance=cast.alliance, title="x")
    assert refused.value.field == "before"
