"""The pages of proposals."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from allied.governance.decisions.services import take_decision
from allied.governance.decisions.tests.conftest import Committee
from allied.governance.models import Proposal
from allied.governance.proposals import services
from allied.strategy.models import Objective
from tests.support.cast import Cast
from tests.support.world import measured


@pytest.fixture
def home(cast: Cast) -> str:
    return f"/a/{cast.alliance.slug}/"


def test_the_whole_way_by_its_pages(
    signed_in: Callable[..., Client], home: str, committee: Committee, objective: Objective,
    cast: Cast, by: Callable,
) -> None:  # fmt: skip
    measure = measured(objective, cast.joint, cast.measure_owner, "Plan quality", unit="points")
    author, team = signed_in("member"), signed_in("solvay_sponsor")
    assert "Nobody has suggested" in author.get(home + "proposals/").content.decode()
    sent = {
        "title": "One plan", "objective": objective.pk, "measure": measure.pk, "change": "+5",
        "team": committee.body.pk,
    }  # fmt: skip
    one = author.post(home + "proposals/suggest/", sent).url
    page = author.get(one).content.decode()
    assert "+5" in page
    assert "Take it up" not in page
    assert "Take it up" in team.get(one).content.decode()
    assert team.get(one + "take-up/").status_code == 200
    team.post(one + "take-up/", {"version": 1, "reason": "We want it"})
    assert "We want it" in author.get(one).content.decode()
    forward = {"version": 2, "body": committee.above.pk, "importance": 3}
    assert team.get(one + "put-forward/").status_code == 200
    assert team.post(one + "put-forward/", forward).status_code == 302
    row = Proposal.objects.get()
    take_decision(by=by(), decision=row.decision, version=1, decided="", chosen=row.approving)
    manager = signed_in("solvay_manager")
    assert "Turn it into an initiative" in manager.get(one).content.decode()
    assert manager.get(one + "turn/").status_code == 200
    made = manager.post(one + "turn/", {"version": 4, "starts_on": "2024-01-01"}).url
    assert "no reading" in author.get(one).content.decode() or "At the start" in (
        author.get(one).content.decode()
    )
    origin = made.rstrip("/") + "/origin/"
    assert "One plan" in author.get(origin).content.decode()
    assert "origin/" in author.get(made).content.decode()


def test_bad_input_is_said_beside_the_field(signed_in: Callable[..., Client], home: str) -> None:
    for bad in (
        {"title": ""}, {"title": "a\0b"}, {"title": "x" * 10_000}, {"change": "NaN"},
        {"change": "9" * 60}, {"objective": "x"}, {"measure": "99"}, {"team": "-1"},
    ):  # fmt: skip
        answer = signed_in("member").post(home + "proposals/suggest/", {"title": "One", **bad})
        assert answer.status_code == 422, bad
    assert not Proposal.objects.exists()


def test_queries_do_not_grow(
    signed_in: Callable[..., Client], home: str, cast: Cast, by: Callable, committee: Committee,
    objective: Objective,
) -> None:  # fmt: skip
    client, counts = signed_in("solvay_sponsor"), []
    for _round in range(2):
        for _each in range(1 + _round):
            services.suggest(
                by=by("member"), alliance=cast.alliance, title="One", objective=objective,
                team=committee.body,
            )  # fmt: skip
        for page in (home + "proposals/", "/"):
            client.get(page)
            with CaptureQueriesContext(connection) as asked_for:
                client.get(page)
            counts.append(len(asked_for))
    assert counts[:2] == counts[2:]


def test_a_stranger_is_told_no(
    signed_in: Callable[..., Client], home: str, cast: Cast, by: Callable, committee: Committee
) -> None:
    row = services.suggest(
        by=by("member"), alliance=cast.alliance, title="One", team=committee.body
    )
    answer = signed_in("measure_owner").post(f"{home}proposals/{row.pk}/take-up/", {"version": 1})
    assert answer.status_code == 422
    assert "Only the team" in answer.content.decode()
    assert signed_in("reader").get(f"{home}proposals/suggest/").status_code == 403
