"""The pages of initiatives."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from allied.foundation.access.actor import View
from allied.scorecard.initiatives.services import add_initiative, edit_initiative
from allied.scorecard.models import Initiative


@pytest.fixture
def url(cast):
    def to(name="initiatives", item=None):
        args = [cast.alliance.slug, item.pk] if item else [cast.alliance.slug]
        return reverse(f"scorecard:{name}", args=args)

    return to


@pytest.fixture
def given(objective):
    return {"objective": objective.pk, "name": "New plan", "state": "planned"}


def test_one_is_added_edited_and_removed(signed_in, url, given, measure_of):
    client, measure = signed_in("theme_leader"), measure_of(name="Trust")
    assert client.post(url("initiative_add"), given).status_code == 302
    item = Initiative.objects.get()
    edit = {"name": "Newer plan", "state": "done", "measures": [measure.pk], "version": 1}
    assert client.post(url("initiative_edit", item), edit).status_code == 302
    text = client.get(url()).content.decode()
    for word in ("Newer plan", "done", "Trust"):
        assert word in text
    assert client.post(url("initiative_remove", item), {"version": "2"}).status_code == 302
    assert "What will move the measures?" in client.get(url()).content.decode()


BAD = [
    ("name", ""), ("name", "x" * 10_000), ("name", "\0"), ("state", "x"), ("owner", "999"),
    ("starts_on", "x"), ("objective", "77777"), ("description", "x" * 10_000),
]  # fmt: skip


@pytest.mark.parametrize(("field", "typed"), BAD)
def test_what_cannot_be_is_told_beside_its_field(signed_in, url, given, field, typed):
    answer = signed_in("theme_leader").post(url("initiative_add"), {**given, field: typed})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"][field].value() == typed


def test_the_second_writer_is_shown_both_texts(by, signed_in, url, objective):
    item = add_initiative(by=by, objective=objective, name="Plan")
    edit_initiative(by=by, initiative=item, version=1, name="Plan A")
    answer = signed_in("theme_leader").post(
        url("initiative_edit", item), {"name": "Plan B", "state": "planned", "version": 1}
    )
    assert answer.status_code == 409
    assert "Plan A" in answer.content.decode()
    assert answer.context["form"]["version"].value() == "2"


def test_ours_is_ours_alone(ours, signed_in, url, objective, measure_of):
    private = measure_of(by=ours, name="Our margin")
    item = add_initiative(by=ours, objective=objective, name="Plot", measure_ids=[private.pk])
    shown = signed_in("quintiles_manager", View.OURS).get(url()).content.decode()
    assert "Plot" in shown
    assert "Our margin" in shown
    for who, view in (("quintiles_manager", View.JOINT), ("solvay_manager", View.OURS)):
        client = signed_in(who, view)
        assert "Plot" not in client.get(url()).content.decode()
        assert client.get(url("initiative_edit", item)).status_code == 404
        assert client.post(url("initiative_remove", item), {"version": 1}).status_code == 404


def test_an_owner_edits_the_own_one(by, cast, signed_in, url, objective):
    item = add_initiative(by=by, objective=objective, name="Plan", owner=cast.member)
    assert signed_in("member").get(url("initiative_edit", item)).status_code == 200
    for who in ("reader", "measure_owner"):
        client = signed_in(who)
        assert client.get(url()).status_code == 200
        assert client.get(url("initiative_edit", item)).status_code == 403
        assert client.get(url("initiative_add")).status_code == 403
    presenting = signed_in("member", View.PRESENT)
    assert presenting.get(url("initiative_edit", item)).status_code == 403


def test_the_queries_do_not_grow_with_the_rows(by, signed_in, url, objective_of, measure_of):
    client = signed_in("reader")

    def cost():
        client.get(url())
        with CaptureQueriesContext(connection) as queries:
            client.get(url())
        return len(queries)

    def add(number):
        where = objective_of(f"Objective {number}")
        measure = measure_of(objective=where)
        add_initiative(by=by, objective=where, name="Plan", measure_ids=[measure.pk])

    add(0)
    one = cost()
    add(1)
    add(2)
    assert cost() == one <= 12
