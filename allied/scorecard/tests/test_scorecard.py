"""The page of the scorecard, by theme and by perspective."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from allied.foundation.access.actor import View
from allied.scorecard.initiatives.services import add_initiative


@pytest.fixture
def page(cast, signed_in):
    def get(who="quintiles_manager", view=View.JOINT, name="scorecard", show=""):
        url = reverse(f"scorecard:{name}", args=[cast.alliance.slug])
        return signed_in(who, view).get(url, {"show": show} if show else {})

    return get


ROLES = ["quintiles_manager", "solvay_manager", "quintiles_sponsor", "theme_leader"]
ROLES += ["measure_owner", "member", "reader"]


@pytest.mark.parametrize("name", ["scorecard", "by_perspective"])
@pytest.mark.parametrize("who", ROLES)
def test_everybody_of_the_alliance_reads_it(page, by, objective, measure_of, who, name):
    measure_of([20], name="Trust score", unit="points")
    add_initiative(by=by, objective=objective, name="New plan process")
    answer = page(who, name=name)
    text = answer.content.decode()
    assert answer.status_code == 200
    for word in ("Trust score", "points", "Off track", "New plan process", "Win by Develop"):
        assert word in text
    may_edit = who in {"quintiles_manager", "solvay_manager", "theme_leader"}
    assert ("Add measure" in text) is may_edit


@pytest.mark.parametrize("who", ["outsider", "former_member"])
def test_for_anybody_else_it_does_not_exist(page, who):
    assert page(who).status_code == 404


def test_the_head_says_how_it_stands(page, objective_of, measure_of):
    for title, value in (("A", 10), ("B", 50), ("C", 90), ("D", None)):
        measure_of([value], objective=objective_of(title))
    text = page().content.decode()
    assert "1 of 5 objectives is off track, and 1 at caution. 2 have no data." in text


def test_the_head_says_once_that_nothing_is_known(page, objective_of, measure_of):
    measure_of([None], objective=objective_of("A"))
    text = page().content.decode()
    assert "None of the 2 objectives has data yet." in text
    assert "have no data" not in text


def test_a_new_alliance_is_told_where_to_begin(page, objective_of):
    assert "A scorecard hangs on the map" in page().content.decode()
    objective_of("A")
    text = page().content.decode()
    assert "Add its first measure" in text
    assert "No measure has been agreed yet." in text
    assert "Add its first measure" not in page("reader").content.decode()


def test_it_can_be_narrowed(page, cast, objective_of, measure_of):
    measure_of([10], name="Bad one", objective=objective_of("A"))
    measure_of([90], name="Good one", owner=cast.quintiles_manager, objective=objective_of("B"))
    measure_of(name="Empty one", objective=objective_of("C"))
    for show, shown, hidden in (
        ("off_track", "Bad one", "Good one"),
        ("mine", "Good one", "Bad one"),
        ("no_data", "Empty one", "Good one"),
        ("nonsense", "Good one", None),
    ):
        text = page(show=show).content.decode()
        assert shown in text
        assert hidden is None or hidden not in text
    assert "No measure of this alliance is yours." in page("member", show="mine").content.decode()


def test_it_costs_the_same_queries_for_one_row_and_for_many(page, by, objective_of, measure_of):
    def cost():
        page()  # the session and its like
        with CaptureQueriesContext(connection) as queries:
            assert page().status_code == 200
        return len([q for q in queries if "django_session" not in q["sql"]])

    measure_of([10])
    add_initiative(by=by, objective=objective_of("First"), name="Plan")
    one = cost()
    for number in range(3):
        other = objective_of(f"Objective {number}", theme=f"Theme {number}")
        for _ in range(3):
            measure_of([10, 20], objective=other)
        add_initiative(by=by, objective=other, name="Plan")
    assert cost() == one


def test_our_own_measure_is_marked_and_shown_in_our_view_only(page, ours, measure_of):
    measure_of([10], by=ours, name="Our margin")
    shown = page(view=View.OURS).content.decode()
    assert "Our margin" in shown
    assert "Only Quintiles sees this" in shown
    for who, view in (
        ("quintiles_manager", View.JOINT),
        ("quintiles_manager", View.PRESENT),
        ("solvay_manager", View.OURS),
        ("solvay_manager", View.JOINT),
    ):
        assert "Our margin" not in page(who, view).content.decode()


def test_nothing_can_be_done_while_presenting(page, measure_of):
    measure_of([10])
    text = page(view=View.PRESENT).content.decode()
    for word in ("Enter readings", "Add measure", ">Mine"):
        assert word not in text


def test_texts_are_shown_as_texts(page, objective_of, measure_of):
    measure_of([1], name="<script>alert(1)</script>", objective=objective_of("<b>bold</b>"))
    text = page().content.decode()
    assert "<script>alert" not in text
    assert "<b>bold" not in text
