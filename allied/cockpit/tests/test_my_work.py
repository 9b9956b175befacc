"""My work: what is due, what is off track, what others changed, how the alliances stand."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from allied.alliances.actors import actor_of
from allied.alliances.models import Role
from allied.alliances.queries import alliances_visible_to
from allied.alliances.services import appoint, found_alliance
from allied.cockpit.my_work.standing import standings_of
from allied.foundation.access.actor import Actor, View
from allied.foundation.audit.services import record
from allied.people.models import Person
from allied.pure.periods import parse_period
from allied.scorecard.queries import scorecard_of
from allied.scorecard.services import add_measure, record_reading, set_status_by_hand
from allied.strategy.services import add_objective, add_perspective, add_theme
from tests.support.cast import Cast


@pytest.fixture
def objective(cast):
    return make_objective(cast, cast.alliance)


def make_objective(cast, alliance, title="Share the cost drivers", who="quintiles_manager"):
    by = actor_of(getattr(cast, who))
    band = add_perspective(by=by, alliance=alliance, name=f"Band of {title}")
    theme = add_theme(by=by, alliance=alliance, name=f"Theme of {title}")
    return add_objective(by=by, alliance=alliance, perspective=band, theme=theme, title=title)


def make_measure(cast: Cast, objective, name, value=None, view=View.JOINT, owner=None):
    by = cast.actor("quintiles_manager", view)
    measure = add_measure(
        by=by, objective=objective, name=name, owner=owner or cast.quintiles_manager,
        valid_from=date(2020, 1, 1), target_values={"baseline": 0, "target": 100},
    )  # fmt: skip
    if value is not None:
        period = parse_period(f"{timezone.localdate().year - 1}-Q4")
        record_reading(by=by, measure=measure, period=period, value=Decimal(value))
    return measure


def test_lists_what_is_due_and_what_is_off_track(cast, signed_in, objective):
    make_measure(cast, objective, "Never read")
    cast.alliance.record_ends_on = date(timezone.localdate().year, 1, 2)
    cast.alliance.save()
    make_measure(cast, objective, "Badly off", 10)
    make_measure(cast, objective, "Of another", 5, owner=cast.member)
    page = signed_in("quintiles_manager").get("/").content.decode()
    due, attention = page.index("Due from you"), page.index("Your measures that need attention")
    assert due < page.index("Never read") < attention < page.index("Badly off")
    assert "Of another" not in page.split("What others changed")[0]
    assert 'href="/readings/"' in page


def test_scores_are_those_of_the_scorecards(cast, objective):
    """One way of scoring, two ways of reading: they may never differ."""
    make_measure(cast, objective, "One", 40)
    make_measure(cast, objective, "Private", 100, View.OURS)
    by_hand = make_measure(cast, objective, "By hand", 80)
    actor = cast.actor("quintiles_manager")
    set_status_by_hand(
        by=actor, measure=by_hand, status="off_track", reason="x", until=cast.alliance.today()
    )
    second = make_objective(cast, cast.alliance, "Grow value")
    make_measure(cast, second, "Two", 90)
    make_objective(cast, cast.alliance, "Without measures")
    for view in View:
        seen = actor.looking_at(view)
        for standing in standings_of(seen, alliances_visible_to(seen)):
            expected = scorecard_of(standing.alliance, seen)
            assert standing.score.score == expected.alliance_score.score
            assert standing.score.status == expected.alliance_score.status
            assert {m.id: m.status for m in standing.measures} == {
                m.id: m.status for m in expected.measures
            }


def another_alliance(cast, number):
    companies = [cast.quintiles.company, cast.solvay.company]
    alliance = found_alliance(by=Actor(name="x"), name=f"More {number}", companies=companies)
    partner = alliance.partners.get(company=cast.quintiles.company)
    appoint(by=None, partner=partner, person=cast.quintiles_manager, role=Role.ALLIANCE_MANAGER)
    return alliance


@pytest.mark.parametrize("view", [View.JOINT, View.OURS])
def test_costs_the_same_for_many(cast, signed_in, objective, view, django_assert_max_num_queries):
    client = signed_in("quintiles_manager", view)
    make_measure(cast, objective, "First", 10)
    with django_assert_max_num_queries(12) as one:
        client.get("/")
    for number in range(3):
        alliance = another_alliance(cast, number)
        goal = make_objective(cast, alliance)
        for each in range(5):
            make_measure(cast, goal, f"More {each}", 20, view)
    with django_assert_max_num_queries(12) as many:
        client.get("/")
    assert len(one) == len(many)


@pytest.mark.parametrize("who", ["solvay_manager", "quintiles_sponsor", "measure_owner"])
def test_costs_no_more_with_something_of_every_kind(
    world, signed_in, who, django_assert_max_num_queries
):
    client = signed_in(who, View.OURS)
    client.get("/")
    with django_assert_max_num_queries(12):
        assert client.get("/").status_code == 200


def change(cast, who, label, room=None):
    return record(
        "notes.write", by=cast.actor(who), kind="note", object_id=1, label=label,
        alliance_id=cast.alliance.pk, room_id=(room or cast.joint).pk,
        on_kind="alliance", on_id=cast.alliance.pk,
    )  # fmt: skip


def test_changes_by_others_until_they_are_seen(cast, signed_in):
    change(cast, "solvay_manager", "By the partner")
    change(cast, "quintiles_manager", "By myself")
    client = signed_in("quintiles_manager")
    page = client.get("/").content.decode()
    assert "By the partner" in page
    assert "By myself" not in page
    last = change(cast, "member", "By a colleague")
    client.post("/my-work/seen/", {"upto": last.pk - 1})
    page = client.get("/").content.decode()
    assert "By a colleague" in page
    assert "By the partner" not in page
    client.post("/my-work/seen/", {"upto": last.pk})
    assert "Nothing since you last looked" in client.get("/").content.decode()


def test_what_was_not_shown_was_not_seen(cast, signed_in):
    """Seen in the joint view: the private changes still wait in our room."""
    change(cast, "member", "Private change", cast.quintiles_room)
    last = change(cast, "member", "Open change")
    joint, ours = signed_in("quintiles_manager"), signed_in("quintiles_manager", View.OURS)
    assert "Private change" not in joint.get("/").content.decode()
    joint.post("/my-work/seen/", {"upto": last.pk})
    page = ours.get("/").content.decode()
    assert "Private change" in page
    assert "Open change" not in page
    ours.post("/my-work/seen/", {"upto": last.pk})
    assert "Private change" not in ours.get("/").content.decode()
    assert "Private change" not in signed_in("solvay_manager", View.OURS).get("/").content.decode()


@pytest.mark.parametrize("upto", ["", "x", "-1", "9" * 18, "9" * 40, "0"])
def test_odd_marks_are_harmless(cast, signed_in, upto):
    client = signed_in("member")
    assert client.post("/my-work/seen/", {"upto": upto}).status_code == 302
    change(cast, "solvay_manager", "Later")
    assert "Later" in client.get("/").content.decode()


def test_presenting_marks_nothing(cast, signed_in):
    last = change(cast, "solvay_manager", "Something")
    client = signed_in("member", View.PRESENT)
    assert client.get("/").headers["Location"] == f"/a/{cast.alliance.slug}/"
    assert client.post("/my-work/seen/", {"upto": last.pk}).status_code == 404
    assert Person.objects.get(pk=cast.member.pk).seen_joint != last.pk


def test_seen_never_goes_back(cast, signed_in):
    last = change(cast, "solvay_manager", "Something")
    client = signed_in("member")
    client.post("/my-work/seen/", {"upto": last.pk})
    client.post("/my-work/seen/", {"upto": 1})
    assert Person.objects.get(pk=cast.member.pk).seen_joint == last.pk


def test_teaches_whoever_has_no_alliance(cast, signed_in):
    for who in ("former_member",):
        page = signed_in(who).get("/").content.decode()
        assert "You have no part in an alliance at present" in page
        assert "Wait for the invitation" in page


def test_only_signed_in(db):
    assert "/account/login/" in Client().get("/")["Location"]
