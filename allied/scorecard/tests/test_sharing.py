"""Sharing a measure or an initiative of our room, and notes on a measure."""

import re

import pytest
from django.urls import reverse

from allied.alliances.objections import to as objection_to
from allied.foundation.access.actor import View
from allied.notes import subjects
from allied.scorecard.initiatives.services import add_initiative
from allied.scorecard.models import Initiative, Measure
from allied.scorecard.queries import scorecard_of


@pytest.fixture
def share(cast, signed_in):
    def post(kind, record, method="post"):
        url = reverse("alliances:share", args=[cast.alliance.slug, kind, record.pk])
        return getattr(signed_in("quintiles_manager", View.OURS), method)(url)

    return post


def test_a_shared_measure_counts_from_then_on(by, ours, cast, share, objective, measure_of):
    measure_of([80])
    private = measure_of([20, 40], by=ours, name="Our margin", source="Ledger")
    said = share("measure", private, "get").content.decode()
    for word in ("Our margin", "Ledger", "40", "It counts in the joint score"):
        assert word in said
    assert scorecard_of(cast.alliance, by).objectives[objective.pk].score == 0.8
    assert share("measure", private).status_code == 302
    assert scorecard_of(cast.alliance, by).objectives[objective.pk].score == pytest.approx(0.6)
    assert Measure.objects.get(pk=private.pk).room == cast.joint


def test_who_follows_a_link_into_our_room_is_one_click_from_it(ours, cast, signed_in, measure_of):
    private = measure_of(by=ours, name="Our margin")
    address = reverse("scorecard:measure", args=[cast.alliance.slug, private.pk]) + "?from=mail"
    client = signed_in("quintiles_manager", View.JOINT)
    missing = client.get(address)
    assert missing.status_code == 404
    offered = re.search(r'action="([^"]+)"[^¶]*name="next" value="([^"]+)"', text_of(missing))
    assert offered[2] == address
    shown = client.post(offered[1], {"view": "ours", "next": offered[2]}, follow=True)
    assert shown.redirect_chain == [(address, 302)]
    assert "Our margin" in text_of(shown)


def text_of(answer):
    return answer.content.decode()


def test_a_name_that_the_joint_room_has_stays_in_ours(ours, cast, share, measure_of):
    measure_of(name="Trust")
    private = measure_of(name="Trust", by=ours)
    assert "rename this one first" in share("measure", private).content.decode()
    assert Measure.objects.get(pk=private.pk).room == cast.quintiles_room


def test_what_hangs_on_something_private_stays_too(ours, cast, share, objective_of, measure_of):
    hidden = objective_of("Hidden", room=cast.quintiles_room)
    measure = measure_of(objective=hidden, by=ours)
    work = add_initiative(by=ours, objective=hidden, name="Work", measure_ids=[measure.pk])
    open_work = add_initiative(by=ours, objective=objective_of("Open"), name="Open work")
    for kind, record in (("measure", measure), ("initiative", work)):
        assert "Share that first" in share(kind, record).content.decode()
    assert share("initiative", open_work).status_code == 302
    assert Initiative.objects.get(pk=open_work.pk).room == cast.joint


def test_an_initiative_does_not_give_away_a_measure_of_ours(ours, share, objective, measure_of):
    private = measure_of(by=ours)
    work = add_initiative(by=ours, objective=objective, name="Work", measure_ids=[private.pk])
    assert "It names a measure of our own room" in share("initiative", work).content.decode()


def test_notes_are_written_on_what_the_actor_sees(by, ours, cast, measure_of):
    private, joint = measure_of(by=ours, name="Margin"), measure_of(name="Trust")
    assert subjects.label_of(by, cast.alliance, "measure", joint.pk) == "Trust"
    assert subjects.label_of(by, cast.alliance, "measure", private.pk) is None
    assert subjects.label_of(ours, cast.alliance, "measure", private.pk) == "Margin"
    assert subjects.url_of(cast.alliance, "measure", joint.pk).endswith(f"/measures/{joint.pk}/")


def test_the_calendar_stays_once_there_are_readings(cast, measure_of):
    assert objection_to(cast.alliance, "fiscal_start_month", 4) is None
    measure_of([1])
    assert "cannot change" in objection_to(cast.alliance, "fiscal_start_month", 4)


def test_what_is_shared_is_told_value_by_value_with_its_name(ours, share, measure_of):
    private = measure_of(by=ours, name="Our margin", source="Ledger", unit="points")
    said = share("measure", private, "get").content.decode()
    for line in ("Name: Our margin", "Source: Ledger", "Unit: points", "Read every: quarter"):
        assert f"<dd>{line}</dd>" in said


def test_an_initiative_of_our_room_is_linked_to_its_sharing(
    by, ours, cast, signed_in, share, objective
):
    mine = add_initiative(by=ours, objective=objective, name="Our plan")
    joint = add_initiative(by=by, objective=objective, name="Their plan")
    slug = cast.alliance.slug
    address = reverse("alliances:share", args=[slug, "initiative", mine.pk])
    client = signed_in("quintiles_manager", View.OURS)
    listed = client.get(reverse("scorecard:initiatives", args=[slug])).content.decode()
    assert listed.count("Share with the partner") == 1
    assert f'href="{address}"' in listed
    for item, linked in ((mine, True), (joint, False)):
        page = client.get(reverse("scorecard:initiative_edit", args=[slug, item.pk]))
        assert ("Share with the partner" in page.content.decode()) is linked
    assert "Name: Our plan" in share("initiative", mine, "get").content.decode()
    leader = signed_in("theme_leader", View.OURS)
    text = leader.get(reverse("scorecard:initiatives", args=[slug])).content.decode()
    assert "Share with the partner" not in text
