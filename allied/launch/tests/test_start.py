"""Starting an alliance: one transaction, nothing told of other companies."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from allied.alliances.models import Alliance, Membership, Role
from allied.foundation.access.actor import NOBODY, View
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from allied.launch.catalogue import starters
from allied.launch.services import start_alliance
from allied.people.models import Company
from allied.scorecard.models import Measure, Standing, Target
from allied.strategy.models import MapChange, Objective, StrategyMap
from tests.support.cast import Cast

NEW = "/alliances/new/"
GIVEN = {
    "name": "Lighthouse", "partners": "Nestlé", "currency": "CHF", "fiscal_start_month": "4",
    "starter": "supply",
}  # fmt: skip


@pytest.mark.parametrize("starter", starters(), ids=lambda each: each.key)
def test_each_template_is_laid_out_whole(cast: Cast, starter) -> None:
    alliance = start_alliance(
        by=cast.actor("member"), name="New", companies=["Nestlé"], starter=starter.key
    )
    plan = starter.plan
    assert list(Objective.objects.filter(alliance=alliance).values_list("title", flat=True)) == [
        objective.title for objective in plan.objectives
    ]
    measures = Measure.objects.filter(alliance=alliance)
    assert measures.count() == len(starter.measures)
    assert not measures.exclude(room__partner=None).exists(), "all of it is joint"
    assert not Target.objects.filter(measure__alliance=alliance).exists()
    standings = Standing.objects.filter(measure__alliance=alliance)
    assert set(standings.values_list("status", flat=True)) <= {"no_data"}
    mission = StrategyMap.objects.filter(alliance=alliance).values_list("mission", flat=True)
    assert list(mission) == ([plan.mission] if plan.objectives else [])


def test_the_founder_manages_the_own_side_and_nobody_the_other(cast: Cast) -> None:
    alliance = start_alliance(
        by=cast.actor("reader"), name="  New   one ", companies=["merck", "Nestlé"],
        starter="quadrants", currency="usd",
    )  # fmt: skip
    assert (alliance.name, alliance.currency) == ("New one", "USD")
    partners = [partner.company.name for partner in alliance.partners.all()]
    assert partners == ["Solvay", "Merck", "Nestlé"]
    [membership] = Membership.objects.filter(alliance=alliance)
    assert (membership.person, membership.role) == (cast.reader, Role.ALLIANCE_MANAGER)
    money = Measure.objects.filter(alliance=alliance, kind="money")
    assert set(money.values_list("currency", flat=True)) == {"USD"}


def test_the_history_names_the_founder_as_who_took_the_first_role(
    cast: Cast, signed_in: Callable[..., Client]
) -> None:
    alliance = start_alliance(by=cast.actor("member"), name="New", companies=["Nestlé"])
    entry = Entry.objects.get(alliance_id=alliance.pk, kind="membership")
    assert (entry.act, entry.author) == ("alliances.take_role", "Member")
    page = signed_in("member").get(f"/a/{alliance.slug}/history/").content.decode()
    assert "took a role as founder," in page
    assert "role: alliance manager" in page
    assert "system" not in page.split("<h1>")[1]


def test_a_command_names_all_partners_and_appoints_nobody(cast: Cast) -> None:
    alliance = start_alliance(by=None, name="New", companies=["A", "B"], starter="technology")
    assert [p.company.name for p in alliance.partners.all()] == ["A", "B"]
    assert not Membership.objects.filter(alliance=alliance).exists()
    assert MapChange.objects.get(alliance=alliance).author == "command line"
    assert Entry.objects.filter(alliance_id=alliance.pk, act="alliances.found").exists()


def test_a_form_sent_twice_founds_one_alliance_and_others_names_are_free(
    signed_in: Callable[..., Client], cast: Cast
) -> None:
    client = signed_in("member")
    assert client.post(NEW, GIVEN).status_code == 302
    response = client.post(NEW, GIVEN | {"name": "  LIGHTHOUSE"})
    assert list(response.context["form"].errors) == ["name"]
    assert signed_in("outsider").post(NEW, GIVEN).status_code == 302
    assert Alliance.objects.filter(name="Lighthouse").count() == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"companies": []}, "partners"),
        ({"companies": [" ", ""]}, "partners"),
        ({"companies": ["quintiles"]}, "partners"),
        ({"companies": ["Nestlé", "NESTLE\u0301"]}, "partners"),
        ({"companies": ["x" * 121]}, "partners"),
        ({"companies": ["a\x00b"]}, "partners"),
        ({"companies": [f"Company {n}" for n in range(12)]}, "partners"),
        ({"name": ""}, "name"),
        ({"name": "x" * 10_000}, "name"),
        ({"name": "\u200b"}, "name"),
        ({"currency": "EURO"}, "currency"),
        ({"currency": "XXX"}, "currency"),
        ({"fiscal_start_month": 13}, "fiscal_start_month"),
        ({"starter": "nothing"}, "starter"),
    ],
)
def test_refusals_name_the_field_and_leave_nothing(cast: Cast, given: dict, field: str) -> None:
    before = Company.objects.count(), Alliance.objects.count()
    asked = {"name": "New", "companies": ["Nestlé"], "starter": "supply"} | given
    with pytest.raises(Refused) as refused:
        start_alliance(by=cast.actor("quintiles_manager"), **asked)
    assert refused.value.field == field
    assert (Company.objects.count(), Alliance.objects.count()) == before


def test_nobody_and_whoever_presents_starts_nothing(cast: Cast) -> None:
    for actor in (NOBODY, cast.actor("quintiles_manager", View.PRESENT)):
        with pytest.raises(PermissionDenied):
            start_alliance(by=actor, name="New", companies=["Nestlé"])


def test_in_the_view_of_our_room_all_of_it_is_joint_still(
    signed_in: Callable[..., Client], cast: Cast
) -> None:
    signed_in("quintiles_manager", View.OURS).post(NEW, GIVEN)
    measures = Measure.objects.filter(alliance__name="Lighthouse")
    assert measures.exists()
    assert not measures.exclude(room__partner=None).exists()


def test_the_form_leads_to_the_map(signed_in: Callable[..., Client]) -> None:
    response = signed_in("member").post(NEW, GIVEN)
    alliance = Alliance.objects.get(name="Lighthouse")
    assert (response.status_code, response.url) == (302, f"/a/{alliance.slug}/")
    assert (alliance.currency, alliance.fiscal_start_month) == ("CHF", 4)


@pytest.mark.parametrize(
    "bad",
    [
        {"name": "x" * 10_000},
        {"name": "a\x00b"},
        {"partners": ""},
        {"partners": "x" * 10_000},
        {"partners": "Quintiles"},
        {"partners": "a\x07b"},
        {"currency": "XYZ"},
        {"fiscal_start_month": "1e308"},
        {"fiscal_start_month": "NaN"},
        {"starter": "../../etc/passwd"},
    ],
)
def test_bad_input_is_answered_beside_the_field(
    signed_in: Callable[..., Client], bad: dict
) -> None:
    response = signed_in("member").post(NEW, GIVEN | bad)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == list(bad)
    assert not Alliance.objects.filter(name="Lighthouse").exists()
    if "name" not in bad:
        assert 'value="Lighthouse"' in response.content.decode()


def test_right_to_left_and_combining_text_is_kept(signed_in: Callable[..., Client]) -> None:
    response = signed_in("member").post(
        NEW, GIVEN | {"name": "تحالف الدواء", "partners": "Société Générale\nשותף"}
    )
    assert response.status_code == 302
    assert Alliance.objects.filter(name="تحالف الدواء").exists()


def test_known_and_unknown_companies_get_the_same_answer(
    signed_in: Callable[..., Client], cast: Cast
) -> None:
    client = signed_in("member")
    answers = []
    for name in ("Merck", "Bayer"):
        response = client.post(NEW, GIVEN | {"name": f"With {name}", "partners": name})
        page = client.get(f"/a/with-{name.lower()}/people/").content.decode()
        answers.append((response.status_code, page.count(name), "outsider" in page.lower()))
    assert answers[0] == answers[1]


def test_the_page_costs_few_queries(
    signed_in: Callable[..., Client], django_assert_max_num_queries
) -> None:
    client = signed_in("member")
    client.get(NEW)
    with django_assert_max_num_queries(6):
        client.get(NEW)


def test_a_template_starts_an_empty_map_only(signed_in: Callable[..., Client], cast: Cast) -> None:
    client, url = signed_in("theme_leader"), f"/a/{cast.alliance.slug}/map/template/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"starter": "quadrants"}).status_code == 302
    count = Objective.objects.filter(alliance=cast.alliance).count()
    assert count == 11
    assert client.get(url).status_code == 302
    response = client.post(url, {"starter": "supply"})
    assert (response.status_code, Objective.objects.count()) == (422, count)
    assert "not empty" in response.content.decode()


def test_a_reader_lays_out_nothing(signed_in: Callable[..., Client], cast: Cast) -> None:
    url = f"/a/{cast.alliance.slug}/map/template/"
    for who, code in (("reader", 403), ("outsider", 404), ("former_member", 404)):
        assert signed_in(who).post(url, {"starter": "supply"}).status_code == code
    assert not Objective.objects.exists()
