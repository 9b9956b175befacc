"""The pages of actions: lists, ending in two clicks, the link in a mail, rooms, flat queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from allied.foundation.access.actor import View
from allied.governance.actions import services
from allied.governance.actions.links import link_to
from allied.governance.models import Action

TODAY = timezone.localdate()


@pytest.fixture
def url(cast):
    return lambda name, *args: reverse(f"governance:{name}", args=[cast.alliance.slug, *args])


@pytest.fixture
def promise(cast):
    def make(title="Send the cost drivers", view=View.JOINT, **more):
        who = "quintiles_manager"
        fields = {"owner": cast.member, "due_on": TODAY + timedelta(days=3), **more}
        return services.promise_action(
            by=cast.actor(who, view), alliance=cast.alliance, title=title, **fields
        )

    return make


def count(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_lists_ask_as_often_for_many_as_for_one(cast, signed_in, url, promise):
    client, counts = signed_in("member"), []
    people = iter([cast.member, cast.reader, cast.theme_leader, cast.solvay_manager])
    for number in (1, 3):
        for n in range(number):
            row = promise(f"{number} {n}", owner=next(people))
        pages = [url("actions"), url("actions") + "?show=all", url("action", row.pk), "/"]
        counts.append([count(client, address) for address in pages])
    assert counts[0] == counts[1]
    assert max(counts[0][:3]) <= 12  # my work has its own test


def test_what_each_tab_shows(signed_in, url, promise, cast):
    late, mine, theirs = promise("Late"), promise("Mine"), promise("Theirs", owner=cast.reader)
    Action.objects.filter(pk=late.pk).update(due_on=TODAY - timedelta(days=1))
    services.drop_action(by=cast.actor("solvay_manager"), action=theirs, version=1, note="No")
    client = signed_in("member")

    def shown(tab):
        page = client.get(url("actions"), {"show": tab}).context["page"]
        return [row.title for row in page]

    assert shown("open") == ["Late", "Mine"]
    assert shown("overdue") == ["Late"]
    assert shown("ended") == ["Theirs"]
    assert set(shown("all")) == {"Late", "Mine", "Theirs"}
    assert shown("nonsense") == shown("open")
    assert mine.pk


def test_it_is_done_from_my_work_in_two_clicks(signed_in, url, promise):
    row, client = promise(), signed_in("member")
    assert row.title in client.get("/").content.decode()
    done = client.post(url("action_done", row.pk), {"version": "1", "back": "/"})
    assert done.url == "/"
    row.refresh_from_db()
    assert row.state == "done"
    outside = client.post(url("action_reopen", row.pk), {"version": "2"})
    assert outside.url == url("action", row.pk)
    away = client.post(url("action_done", row.pk), {"version": "3", "back": "https://evil.example"})
    assert away.url == url("action", row.pk)


def test_many_actions_fold_and_all_are_there(signed_in, promise):
    for n in range(14):
        promise(f"Number {n}", due_on=TODAY + timedelta(days=n))
    page = signed_in("member").get("/").content.decode()
    shown, fold, folded = page.partition("2 more")
    assert fold
    assert ">Number 11<" in shown
    assert ">Number 12<" not in shown
    assert ">Number 12<" in folded
    assert ">Number 13<" in folded


def test_faults_stand_beside_what_was_typed(signed_in, url, promise):
    row, client = promise(), signed_in("member")
    bad = client.post(
        url("action_move", row.pk), {"version": "1", "due_on": "9999-12-31", "why": "Kept text"}
    )
    assert bad.status_code == 422
    assert "Enter a day within ten years." in bad.content.decode()
    assert "Kept text" in bad.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"owner": "999999999999"}, {"due_on": "NaN"}, {"title": "x" * 10_000},
        {"title": "a\0b"}, {"body": "-1"}, {"owner": "1e308"}, {"due_on": "0001-01-01"},
    ],
)  # fmt: skip
def test_bad_input_is_never_an_error_of_the_server(cast, signed_in, url, typed):
    good = {"title": "Do it", "owner": cast.member.pk, "due_on": TODAY.isoformat()}
    client = signed_in("member")
    assert client.post(url("action_add"), good | typed).status_code == 422
    assert client.get(url("actions"), {"page": "NaN", "body": "²"}).status_code == 200
    assert not Action.objects.exists()
    assert client.post(url("action_add"), good).status_code == 302


def test_an_action_of_our_room_is_unknown_to_the_partner(cast, signed_in, url, promise):
    row = promise("Our secret plan", view=View.OURS)
    for who, view in (("solvay_manager", View.OURS), ("quintiles_manager", View.JOINT)):
        client = signed_in(who, view)
        assert "Our secret plan" not in client.get(url("actions")).content.decode()
        assert client.get(url("action", row.pk)).status_code == 404
    ours = signed_in("member", View.OURS)
    assert "Our secret plan" in ours.get(url("actions")).content.decode()
    assert "Our secret plan" in ours.get("/").content.decode()


def test_the_link_in_a_mail_finishes_one_action_without_signing_in(promise):
    row, client = promise(), Client()
    page = client.get(link_to(row))
    assert row.title in page.content.decode()
    assert Action.objects.get().state == "open"
    client.post(link_to(row), {"note": "Sent on Friday"})
    row.refresh_from_db()
    assert (row.state, row.ended_note) == ("done", "Sent on Friday")
    assert "Thank you" in client.post(link_to(row)).content.decode()
    assert Action.objects.get().version == row.version


def test_the_link_holds_no_longer_for_another_owner_or_who_left(cast, promise):
    row = promise()
    link = link_to(row)
    Action.objects.filter(pk=row.pk).update(owner=cast.reader)
    assert Client().get(link).status_code == 410
    Action.objects.filter(pk=row.pk).update(owner=cast.member)
    cast.member.memberships.update(until=TODAY)
    gone = Client().get(link)
    assert gone.status_code == 410
    assert row.title not in gone.content.decode()
    for bad in ("x", "x" * 3000, "a:b:c"):
        assert Client().get(reverse("governance:action_by_mail", args=[bad])).status_code == 410


def test_a_note_that_is_too_long_is_kept_beside_its_fault(promise):
    row = promise()
    page = Client().post(link_to(row), {"note": "y" * 1001})
    assert "y" * 1001 in page.content.decode()
    assert Action.objects.get().state == "open"
