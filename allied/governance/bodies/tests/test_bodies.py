"""The pages of bodies: what they show to whom, what bad input gets, that queries do not grow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from allied.foundation.access.actor import View
from allied.governance.bodies import services
from allied.governance.models import Body, BodyMember, DecisionRight, Matter


@pytest.fixture
def url(cast):
    return lambda name, *args: reverse(f"governance:{name}", args=[cast.alliance.slug, *args])


@pytest.fixture
def body(cast):
    def add(name="Steering", view=View.JOINT, **fields):
        return services.add_body(
            by=cast.actor("quintiles_manager", view), alliance=cast.alliance, name=name,
            **{"kind": "steering", "timezone": "UTC", **fields},
        )  # fmt: skip

    return add


CHARTER = {"name": "Council", "kind": "steering", "rule": "consensus", "timezone": "Europe/Paris"}


def count(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_pages_ask_as_often_for_many_as_for_one(cast, signed_in, url, body):
    client, counts = signed_in("quintiles_manager"), []
    matter = services.add_matter(
        by=cast.actor("solvay_manager", View.JOINT), alliance=cast.alliance, name="Budget"
    )
    people = ["member", "measure_owner", "reader", "theme_leader", "solvay_sponsor"]
    first = None
    for number in (1, 3):
        for n in range(number):
            row = body(f"{number} {n}", parent=first)
            first = first or row
            DecisionRight.objects.create(body=row, matter=matter)
            who = getattr(cast, people.pop())
            seat = BodyMember.objects.create(
                body=first, person=who, partner=cast.solvay, since="2024-01-01"
            )
        pages = ("bodies", "matters"), ("body", "body_edit", "body_rights", "body_seat_add")
        counts.append(
            [count(client, url(name)) for name in pages[0]]
            + [count(client, url(name, first.pk)) for name in pages[1]]
            + [count(client, url("body_seat", seat.pk))]
        )
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12


def test_the_tree_shows_bodies_below_the_one_they_report_to(signed_in, url, body):
    top = body("Top")
    body("Aside")
    body("Low", parent=top)
    text = signed_in("reader").get(url("bodies")).content.decode()
    assert text.index("Top") < text.index("Low") < text.index("Aside")
    assert "Add a body" not in text


def test_an_empty_page_teaches_and_sets_up(signed_in, url):
    client = signed_in("solvay_manager")
    assert "Set up the usual structure" in client.get(url("bodies")).content.decode()
    assert client.post(url("bodies_usual")).status_code == 302
    assert Body.objects.count() == 3
    client.post(url("bodies_usual"))
    assert Body.objects.count() == 3


def test_a_charter_is_written_and_bad_input_is_kept_beside_its_fault(signed_in, url):
    client = signed_in("quintiles_manager")
    bad = client.post(url("body_add"), {**CHARTER, "kind": "other", "purpose": "Stays here"})
    assert bad.status_code == 422
    assert "Say what kind of body it is." in bad.content.decode()
    assert "Stays here" in bad.content.decode()
    made = client.post(url("body_add"), {**CHARTER, "quorum_each_partner": "2"})
    row = Body.objects.get()
    assert made.url == url("body", row.pk)
    assert (row.quorum_each_partner, row.majority_denominator) == (2, 2)


@pytest.mark.parametrize(
    "typed",
    [
        {"quorum_members": "1e308"}, {"parent": "999999999999"}, {"majority_numerator": "NaN"},
        {"cadence_from": "0001-01-01"}, {"meets_at": "25:99"}, {"name": "x" * 10_000},
        {"name": "a\0b"}, {"timezone": "x" * 10_000}, {"version": "99999999999"},
    ],
)  # fmt: skip
def test_bad_input_is_never_an_error_of_the_server(signed_in, url, typed):
    assert signed_in("quintiles_manager").post(url("body_add"), CHARTER | typed).status_code == 422
    assert not Body.objects.exists()


def test_who_saves_second_sees_both_texts(signed_in, url, body):
    row, client = body(), signed_in("quintiles_manager")
    typed = {**CHARTER, "version": "1"}
    client.post(url("body_edit", row.pk), {**typed, "purpose": "The first text"})
    lost = client.post(url("body_edit", row.pk), {**typed, "purpose": "The second text"})
    assert lost.status_code == 409
    assert "The first text" in lost.content.decode()
    assert "The second text" in lost.content.decode()


def test_a_body_of_our_room_does_not_exist_for_the_partner(signed_in, url, body):
    row = body("Inner circle", view=View.OURS)
    for who, view in (("solvay_manager", View.OURS), ("quintiles_manager", View.JOINT)):
        client = signed_in(who, view)
        assert "Inner circle" not in client.get(url("bodies")).content.decode()
        assert client.get(url("body", row.pk)).status_code == 404
    assert signed_in("member", View.OURS).get(url("body", row.pk)).status_code == 200


def test_a_joint_body_does_not_name_a_parent_that_the_reader_cannot_see(cast, signed_in, url, body):
    """A body of our room may report to a joint one, never the other way; the page shows it so."""
    top = body("Top")
    body("Inner circle", view=View.OURS, parent=top)
    text = signed_in("solvay_manager", View.OURS).get(url("body", top.pk)).content.decode()
    assert "Inner circle" not in text


def test_seats_and_rights_are_edited_in_the_browser(cast, signed_in, url, body):
    row, client = body(), signed_in("quintiles_manager")
    seat = {"person": cast.member.pk, "office": "chair", "votes": "on", "since": "2024-01-08"}
    assert client.post(url("body_seat_add", row.pk), seat).status_code == 302
    assert client.post(url("body_seat_add", row.pk), seat).status_code == 422
    member = BodyMember.objects.get()
    client.post(url("body_seat", member.pk), {**seat, "version": "1", "title": "Chair for now"})
    member.refresh_from_db()
    assert member.title == "Chair for now"
    client.post(url("matters"), {"name": "Budget", "has_amount": "on"})
    pk, matter = row.pk, Matter.objects.get()
    rights = {"version": "1", f"decides_{matter.pk}": "on", f"currency_{matter.pk}": "EUR"}
    bad = client.post(url("body_rights", pk), rights | {f"up_to_{matter.pk}": "NaN"})
    assert bad.status_code == 422
    client.post(url("body_rights", pk), rights | {f"up_to_{matter.pk}": "250000"})
    page = client.get(url("body", pk)).content.decode()
    assert "up to 250,000" in page
    client.post(url("body_seat_end", member.pk), {"version": "2"})
    assert BodyMember.objects.get().until is not None


def test_a_joint_body_without_a_vote_of_one_side_says_so(cast, signed_in, url, body):
    row, client = body(), signed_in("reader")
    BodyMember.objects.create(
        body=row, person=cast.member, partner=cast.quintiles, since="2024-01-01"
    )
    said = "Nobody with a vote sits here for Solvay"
    page = client.get(url("body", row.pk)).content.decode()
    assert said in page
    add = url("body_seat_add", row.pk)
    assert add not in page
    manages = signed_in("quintiles_manager")
    assert manages.get(url("body", row.pk)).content.decode().count(f'href="{add}"') == 2
    client = signed_in("reader")
    BodyMember.objects.create(body=row, person=cast.reader, partner=cast.solvay, since="2024-01-01")
    assert said not in client.get(url("body", row.pk)).content.decode()
