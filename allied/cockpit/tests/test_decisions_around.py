"""Decisions and proposals where a person looks first: my work, search, beside an objective."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from allied.foundation.access.actor import View
from allied.governance.decisions.services import raise_decision, take_decision
from allied.governance.models import Body, BodyMember
from allied.governance.proposals.services import suggest
from allied.strategy.models import Objective, Perspective, Theme
from tests.support.cast import Cast


@pytest.fixture
def team(cast: Cast) -> Body:
    place = {"alliance": cast.alliance, "room": cast.joint}
    body = Body.objects.create(kind="project_team", name="Project team", **place)
    since = timezone.localdate() - timedelta(days=9)
    BodyMember.objects.create(
        body=body, partner=cast.quintiles, person=cast.quintiles_sponsor, since=since
    )
    return body


def test_my_work_names_what_waits(cast: Cast, team: Body, signed_in: Callable[..., Client]) -> None:
    by, alliance = cast.actor("member", View.JOINT), cast.alliance
    raise_decision(by=by, alliance=alliance, title="Open the books?", body=team)
    suggest(by=by, alliance=alliance, title="One plan for both", team=team)
    then = timezone.now() - timedelta(days=60)
    old = raise_decision(by=by, alliance=alliance, title="Old one", body=team, raised_at=then)
    take_decision(
        by=by, decision=old, version=1, decided="Yes", taken_at=then,
        look_back_on=timezone.localdate(),
    )  # fmt: skip
    page = signed_in("quintiles_sponsor").get("/").content.decode()
    for said in ("Open the books?", "One plan for both", "To look back on", "Old one"):
        assert said in page
    assert "Open the books?" not in signed_in("reader").get("/").content.decode().partition(
        "What others changed"
    )[0]  # fmt: skip


def test_search_finds_them_in_their_room_alone(
    cast: Cast, signed_in: Callable[..., Client]
) -> None:
    ours = cast.actor("solvay_manager", View.OURS)
    raise_decision(by=ours, alliance=cast.alliance, title="Nightingale limit?")
    suggest(by=ours, alliance=cast.alliance, title="Nightingale plan")
    page = signed_in("solvay_sponsor", View.OURS).get("/search/?q=nightin").content.decode()
    assert "Nightingale limit?" in page
    assert "Nightingale plan" in page
    for who, view in (("quintiles_manager", View.OURS), ("solvay_manager", View.JOINT)):
        assert "Nightingale" not in signed_in(who, view).get("/search/?q=nightin").content.decode()


def test_the_panel_leads_to_decisions_about_it(
    cast: Cast, signed_in: Callable[..., Client]
) -> None:
    place = {"alliance": cast.alliance, "room": cast.joint}
    objective = Objective.objects.create(
        title="Share the cost drivers", perspective=Perspective.objects.create(name="P", **place),
        theme=Theme.objects.create(name="T", **place), **place,
    )  # fmt: skip
    raise_decision(
        by=cast.actor("member", View.JOINT), alliance=cast.alliance, title="Open the books?",
        grounds=[{"objective": objective}],
    )  # fmt: skip
    client, home = signed_in("reader"), f"/a/{cast.alliance.slug}/objectives/{objective.pk}/"
    assert "Open the books?" in client.get(home + "decisions/").content.decode()
    part = client.get(home + "decisions/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Open the books?" in part
