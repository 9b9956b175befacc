"""The pages of escalations: what they show to whom, bad input, flat queries."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from allied.foundation.access.actor import View
from allied.governance.bodies.services import add_matter, set_rights
from allied.governance.bodies.services.matters import Right
from allied.governance.decisions.services import raise_decision
from allied.governance.escalations import services
from allied.governance.escalations.queries import my_escalations
from allied.governance.models import Climb, Decision, Escalation


@pytest.fixture
def url(cast):
    return lambda name, *args: reverse(f"governance:{name}", args=[cast.alliance.slug, *args])


def count(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def text_of(client, address):
    return client.get(address).content.decode()


def test_pages_ask_as_often_for_many_as_for_one(cast, by, signed_in, url, presented):
    client, counts = signed_in("quintiles_manager"), []
    first = presented(at=None)
    for number in (1, 3):
        for n in range(number):
            row = presented(at=None, title=f"More {number} {n}")
            services.state_position(by=by("solvay_manager"), escalation=row, version=0, holds="x")
            gone = presented(at=None, title=f"Gone {number} {n}")
            services.withdraw(
                by=by("quintiles_manager"), escalation=gone, version=gone.version, text="x"
            )
        names = ("escalation", "escalation_standpoint", "escalation_decide", "escalation_withdraw")
        counts.append(
            [count(client, url(name)) for name in ("escalations", "escalation_add", "ladder")]
            + [count(client, url(name, first.pk)) for name in names]
        )
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 14


def test_reading_never_writes(signed_in, url, presented):
    row = presented()  # its time has long run out
    client = signed_in("reader")
    assert "The time of the last level is over." in text_of(client, url("escalations"))
    assert "goes back with advice" in text_of(client, url("escalation", row.pk))
    assert Climb.objects.count() == 1
    assert Escalation.objects.get().level == 0


def test_an_empty_list_teaches(signed_in, url):
    text = text_of(signed_in("reader"), url("escalations"))
    assert "Nothing was escalated yet" in text
    assert "Escalate a matter" not in text
    assert "No ladder is agreed yet" in text_of(signed_in("reader"), url("ladder"))


@pytest.mark.parametrize(
    "typed", [{"title": ""}, {"title": "a\0b"}, {"situation": "x" * 10_000}, {"matter": "7"}]
)
def test_a_draft_keeps_what_was_typed_beside_the_fault(signed_in, url, typed):
    told = {"title": "Access", "situation": "As it came about", **typed}
    answer = signed_in("quintiles_manager").post(url("escalation_add"), told)
    assert answer.status_code in {200, 422}
    assert not Escalation.objects.exists() or "matter" in typed


def test_strange_numbers_in_the_address_are_no_fault(signed_in, url):
    client = signed_in("quintiles_manager")
    for query in ("kind=decision&pk=9", "kind=x&pk=1", "pk=" + "9" * 40, "kind=decision&pk=\u0663"):
        assert client.get(url("escalation_add") + "?" + query).status_code == 200
    assert client.get(url("escalations") + "?before=99999999999999999999").status_code == 200


def test_a_decision_is_escalated_with_its_words(cast, by, signed_in, url, agree):
    asked = raise_decision(
        by=by("member"), alliance=cast.alliance, title="Who reads?", situation="Two systems."
    )
    client = signed_in("quintiles_manager")
    address = f"{url('escalation_add')}?kind=decision&pk={asked.pk}"
    text = text_of(client, address)
    assert "Who reads?" in text
    assert "Two systems." in text
    client.post(address, {"title": "Who reads?", "situation": ""})
    row = Escalation.objects.get()
    assert (row.source_kind, row.source_id) == ("decision", asked.pk)
    assert text_of(client, url("escalation", row.pk)).count("Who reads?") >= 2


def test_the_whole_way_through_the_pages(cast, signed_in, url, agree, bodies):
    agree()
    client, partner = signed_in("quintiles_manager"), signed_in("solvay_sponsor")
    client.post(url("escalation_add"), {"title": "Access"})
    row = Escalation.objects.get()
    page = url("escalation", row.pk)
    client.post(url("escalation_standpoint", row.pk), {"version": "0", "holds": "Open it"})
    client.post(url("escalation_present", row.pk), {"version": "1"})
    partner.post(url("escalation_standpoint", row.pk), {"version": "0", "holds": "Keep it shut"})
    text = text_of(partner, page)
    assert text.index("Keep it shut") < text.index("Open it")
    assert "5 business days left" in text
    assert "Must act" in text
    client.post(url("escalation_up", row.pk), {"version": "2"})
    assert "wants it one level up now" in text_of(partner, page)
    partner.post(url("escalation_up", row.pk), {"version": "3"})
    assert "level 2 of 3" in text_of(client, page)
    bad = client.post(url("escalation_decide", row.pk), {"version": "4", "decided": ""})
    assert bad.status_code == 422
    client.post(url("escalation_decide", row.pk), {"version": "4", "decided": "Half open"})
    assert "Half open" in text_of(partner, page)
    assert "Record the decision" not in text_of(partner, page)
    assert "Nothing is on its way up." in text_of(partner, url("escalations"))


def test_a_matter_with_an_amount_asks_for_it_and_is_held_against_the_right(
    cast, by, signed_in, url, bodies, presented
):
    manager = by("quintiles_manager")
    matter = add_matter(by=manager, alliance=cast.alliance, name="Budget", has_amount=True)
    right = Right(matter, Decimal("100000"), "EUR")
    set_rights(by=manager, body=bodies[0], version=bodies[0].version, rights=[right])
    row = presented(at=None, matter=matter)
    client, page = signed_in("quintiles_manager"), url("escalation_decide", row.pk)
    assert 'name="amount"' in text_of(client, page)
    told = {"version": "2", "decided": "We pay it", "currency": "EUR"}
    for amount in ("", "100,001", "a lot"):
        bad = client.post(page, {**told, "amount": amount})
        assert bad.status_code == 422
        assert "We pay it" in bad.content.decode()
    assert client.post(page, {**told, "amount": "100,000"}).status_code == 302
    made = Decision.objects.get()
    assert (made.amount, made.currency, made.decided) == (Decimal("100000"), "EUR", "We pay it")
    assert Escalation.objects.get().decision_id == made.pk


def test_an_act_without_words_is_refused_beside_its_field(signed_in, url, presented):
    row = presented(at=None)
    client = signed_in("quintiles_manager")
    for name in ("escalation_pause", "escalation_withdraw", "escalation_return"):
        assert client.post(url(name, row.pk), {"version": "2"}).status_code == 422
    for name in ("escalation_resume", "escalation_final_say"):
        told = {"version": "2", "why": "x", "text": "x"}
        assert client.post(url(name, row.pk), told).status_code == 422
    for version, status in (("1", 409), ("2", 302)):
        told = {"version": version, "why": "x"}
        assert client.post(url("escalation_pause", row.pk), told).status_code == status
    assert "The clock stands still with 5 business days left" in text_of(client, url("escalations"))


def test_a_draft_of_our_room_does_not_exist_for_the_partner(signed_in, url, draft):
    row = draft("Inner matter", view=View.OURS)
    for who, view in (("solvay_manager", View.OURS), ("quintiles_manager", View.JOINT)):
        client = signed_in(who, view)
        assert client.get(url("escalation", row.pk)).status_code == 404
        assert "Inner matter" not in text_of(client, url("escalations"))
    assert "Inner matter" in text_of(signed_in("quintiles_manager", View.OURS), url("escalations"))


def test_what_waits_for_a_person_is_asked_once(cast, by, presented, django_assert_num_queries):
    presented(at=None)
    presented(at=None, title="Two")

    def titles(who):
        with django_assert_num_queries(1):
            return [(m.escalation.title, m.acts, m.states) for m in my_escalations(actor)]

    actor = by("member")  # of the project team
    assert titles("member") == [("Access to data", True, False), ("Two", True, False)]
    actor = by("measure_owner")  # of the committee above it
    assert titles("measure_owner") == []
    actor = by("solvay_manager")  # whose side has said nothing
    assert titles("solvay_manager") == [("Access to data", False, True), ("Two", False, True)]
    actor = by("outsider")
    assert titles("outsider") == []
    Escalation.objects.update(clock={"level": 2, "since": "2099-01-01T00:00:00+00:00"})
    actor = by("solvay_sponsor")
    assert len(titles("solvay_sponsor")) == 2
