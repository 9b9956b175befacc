"""The pages of editing: forms with and without a script, JSON, faults, lost races, rights."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from allied.foundation.access.actor import View
from allied.strategy import services
from allied.strategy.models import JointWin, Link, MapChange, Objective, Perspective, Theme
from tests.support.cast import Cast

from .conftest import Drawn

JSON = {"headers": {"accept": "application/json"}}
SignIn = Callable[..., Client]


def edit_url(drawn: Drawn, objective: Objective | None = None) -> str:
    return f"{drawn.url}objectives/{(objective or drawn.trust).pk}/edit/"


def as_opened(client: Client, url: str) -> dict[str, Any]:
    """What a browser would send back from the form at the address, untouched."""
    form = client.get(url).context["form"]
    sent = {}
    for field in form:
        value = field.value()
        if value is not None and value is not False:
            sent[field.html_name] = "on" if value is True else value
    return sent


# ---- without a script -------------------------------------------------------------------------


def test_an_objective_is_added_and_found_on_the_map(signed_in: SignIn, drawn: Drawn) -> None:
    client = signed_in("theme_leader")
    url = f"{drawn.url}objectives/add/"
    response = client.post(
        url,
        {
            "title": "Learn", "description": "a\r\nb", "perspective": drawn.low.pk,
            "theme": drawn.living.pk, "owner": "", "weight": "2,5".replace(",", "."),
            "causes": [drawn.speed.pk], "effects": [drawn.value.pk], "win": "Knowledge",
        },
    )  # fmt: skip
    made = Objective.objects.get(title="Learn")
    assert (response.status_code, response.url) == (
        302, f"{drawn.url.removesuffix('map/')}?objective={made.pk}",
    )  # fmt: skip
    assert (made.description, str(made.weight)) == ("a\nb", "2.500")
    assert set(made.causes.values_list("cause", flat=True)) == {drawn.speed.pk}
    assert set(made.effects.values_list("effect", flat=True)) == {drawn.value.pk}
    assert JointWin.objects.get(objective=made).partner.company.name == "Solvay"
    assert MapChange.objects.filter(act="add_objective", label="Learn").count() == 1
    page = client.get(f"{drawn.url}changes/").content.decode()
    assert "Objective “Learn” added" in page


def test_opening_and_saving_changes_nothing(signed_in: SignIn, drawn: Drawn) -> None:
    client, count = signed_in("quintiles_manager"), MapChange.objects.count()
    for url in (
        edit_url(drawn), f"{drawn.url}themes/{drawn.living.pk}/edit/",
        f"{drawn.url}perspectives/{drawn.low.pk}/edit/", f"{drawn.url}lines/",
        f"{drawn.url}objectives/{drawn.trust.pk}/joint-win/",
    ):  # fmt: skip
        assert client.post(url, as_opened(client, url)).status_code == 302, url
    assert MapChange.objects.count() == count


def test_links_are_ticked_and_unticked(signed_in: SignIn, drawn: Drawn) -> None:
    client, url = signed_in("quintiles_manager"), edit_url(drawn)
    sent = as_opened(client, url) | {"effects": [drawn.speed.pk]}
    assert client.post(url, sent).status_code == 302
    assert list(Link.objects.values_list("cause", "effect")) == [(drawn.trust.pk, drawn.speed.pk)]
    change = MapChange.objects.first()
    client.post(f"{drawn.url}changes/{change.pk}/undo/")
    assert list(Link.objects.values_list("pk", flat=True)) == [drawn.link.pk]


def test_a_link_drawn_by_both_at_once_is_no_fault(signed_in: SignIn, drawn: Drawn) -> None:
    client, url = signed_in("quintiles_manager"), edit_url(drawn)
    sent = as_opened(client, url) | {"effects": [drawn.value.pk, drawn.speed.pk]}
    services.draw_link(by=drawn.by, cause=drawn.trust, effect=drawn.speed)
    assert client.post(url, sent).status_code == 302
    assert Link.objects.count() == 2


def test_the_side_panel_gets_the_form_alone_and_is_led_on(signed_in: SignIn, drawn: Drawn) -> None:
    client, url = signed_in("quintiles_manager"), edit_url(drawn)
    htmx = {"headers": {"hx-request": "true"}}
    part = client.get(url, **htmx).content.decode()
    assert "<html" not in part
    assert "hx-post" in part
    assert "hx-post" not in client.get(url).content.decode()
    sent = as_opened(client, url)
    response = client.post(url, sent | {"title": ""}, **htmx)
    assert response.status_code == 422
    assert "<html" not in response.content.decode()
    response = client.post(url, sent | {"title": "New name"}, **htmx)
    assert response.headers["HX-Redirect"].endswith(f"?objective={drawn.trust.pk}")


def test_one_goes_back_where_one_came_from_and_nowhere_else(
    signed_in: SignIn, drawn: Drawn
) -> None:
    client, url = signed_in("quintiles_manager"), f"{drawn.url}perspectives/add/"
    assert client.post(url, {"name": "A", "next": f"{drawn.url}list/"}).url == f"{drawn.url}list/"
    for number, evil in enumerate(("https://evil.example/", "//evil.example", "javascript:1")):
        answer = client.post(url, {"name": f"B{number}", "next": evil})
        assert answer.url == drawn.url.removesuffix("map/")


def test_undo_is_offered_and_works_by_one_click(signed_in: SignIn, drawn: Drawn) -> None:
    client = signed_in("solvay_manager")
    url = f"{drawn.url}objectives/{drawn.trust.pk}/remove/"
    page = client.post(url, {"version": 1, "next": f"{drawn.url}changes/"}, follow=True)
    undo = f"{drawn.url}changes/{MapChange.objects.first().pk}/undo/"
    assert page.content.decode().count(undo) == 2, "in the message and in the list"
    page = client.post(undo, {"next": f"{drawn.url}changes/"}, follow=True).content.decode()
    assert "Undone: Objective “Build trust” removed" in page
    assert "Do it again" in page
    again = client.post(undo, follow=True).content.decode()
    assert "undone already" in again


def test_removing_a_full_theme_asks_where_its_objectives_go(
    signed_in: SignIn, drawn: Drawn
) -> None:
    client, url = signed_in("quintiles_manager"), f"{drawn.url}themes/{drawn.growth.pk}/remove/"
    page = client.get(url).content.decode()
    assert "Gain speed" in page
    assert "2 objectives" in page
    response = client.post(url, {"version": 1, "move_to": ""})
    assert response.status_code == 422
    assert "move_to" in response.context["form"].errors
    assert client.post(url, {"version": 1, "move_to": drawn.living.pk}).status_code == 302
    assert not Theme.objects.filter(pk=drawn.growth.pk, removed_at=None).exists()
    empty = services.add_perspective(by=drawn.by, alliance=drawn.low.alliance, name="Empty")
    url = f"{drawn.url}perspectives/{empty.pk}/remove/"
    assert client.post(url, {"version": 1}).status_code == 302


def test_bands_and_themes_change_places(signed_in: SignIn, drawn: Drawn) -> None:
    client = signed_in("quintiles_manager")
    client.post(f"{drawn.url}perspectives/{drawn.low.pk}/shift/", {"direction": "up"})
    client.post(f"{drawn.url}themes/{drawn.growth.pk}/shift/", {"direction": "up"})
    assert [band.name for band in Perspective.objects.all()] == ["Stakeholder", "Process"]
    assert [theme.name for theme in Theme.objects.all()] == ["Growth", "Living the alliance"]


# ---- faults -----------------------------------------------------------------------------------

BAD_OBJECTIVES = {
    "title": ["", " \u200b ", "x" * 10_000, "a\x00b", "a\x07b", "gain SPEED"],
    "description": ["x" * 4001, "a\x00b"],
    "weight": ["NaN", "Infinity", "1e308", "-1", "much", "1.23456", "1001"],
    "perspective": ["", "0", "999999999999999999999999", "x"],
    "theme": ["", "foreign", "removed"],
    "owner": ["-1", "outsider", "former_member"],
    "pin": ["1.1", "nan", "1e308", "-1"],
    "roll_up_rule": ["guess"],
    "missing_policy": ["guess"],
    "judgement": ["2", "inf", "x"],
    "causes": ["foreign", "0"],
    "win": ["x" * 301],
}


def test_bad_input_is_answered_beside_the_field_and_kept(
    signed_in: SignIn, drawn: Drawn, cast: Cast
) -> None:
    client, url = signed_in("quintiles_manager"), edit_url(drawn)
    removed = services.add_theme(by=drawn.by, alliance=cast.alliance, name="Gone")
    services.remove_theme(by=drawn.by, theme=removed, version=1)
    room = cast.rival_alliance.rooms.get(partner=None)
    foreign = Theme.objects.create(alliance=cast.rival_alliance, room=room, name="Theirs")
    ids = {
        "foreign": foreign.pk, "removed": removed.pk, "outsider": cast.outsider.pk,
        "former_member": cast.former_member.pk,
    }  # fmt: skip
    sent, count = as_opened(client, url), MapChange.objects.count()
    for name, values in BAD_OBJECTIVES.items():
        for value in values:
            bad = sent | {"description": "Kept", name: ids.get(value, value)}
            response = client.post(url, bad)
            assert response.status_code == 422, (name, value)
            assert list(response.context["form"].errors) == [name], (name, value)
            assert name == "description" or "Kept" in response.content.decode()
    assert MapChange.objects.count() == count


def test_a_forged_form_is_refused_in_words(signed_in: SignIn, drawn: Drawn) -> None:
    client, url = signed_in("quintiles_manager"), edit_url(drawn)
    for given, status in (
        ({}, 422),
        ({"version": "-1"}, 422),
        ({"version": "99999999999999999999"}, 422),
        ({"causes_seen": "x,,9999999999999999999999,-1"}, 302),
        ({"win_version": "x"}, 422),
    ):
        sent = as_opened(client, url) | given if given else {}
        assert client.post(url, sent).status_code == status, given
    assert client.get(f"{drawn.url}objectives/99999999999999999999999/edit/").status_code == 404
    assert client.get(f"{drawn.url}changes/?before=9999999999999999999999").status_code == 200
    assert client.get(f"{drawn.url}objectives/add/?perspective=x&theme=%00").status_code == 200


def test_own_judgement_needs_a_score(signed_in: SignIn, drawn: Drawn) -> None:
    client, url = signed_in("quintiles_manager"), edit_url(drawn)
    sent = as_opened(client, url) | {"roll_up_rule": "judgement"}
    assert list(client.post(url, sent).context["form"].errors) == ["judgement"]
    assert client.post(url, sent | {"judgement": "0.4"}).status_code == 302
    assert Objective.objects.get(pk=drawn.trust.pk).judgement == 0.4


def test_right_to_left_text_comes_back_as_typed(signed_in: SignIn, drawn: Drawn) -> None:
    client, url = signed_in("quintiles_manager"), edit_url(drawn)
    sent = as_opened(client, url) | {"title": "بناء الثقة <b>", "win": "é́́"}
    assert client.post(url, sent).status_code == 302
    page = client.get(url).content.decode()
    assert "بناء الثقة &lt;b&gt;" in page
    assert "<b>" not in page


# ---- lost races -------------------------------------------------------------------------------


def test_the_second_writer_sees_both_texts_and_may_save_over(
    signed_in: SignIn, drawn: Drawn
) -> None:
    client, url = signed_in("solvay_manager"), edit_url(drawn)
    sent = as_opened(client, url) | {"title": "Mine", "description": "My text"}
    services.edit_objective(
        by=drawn.by, objective=drawn.trust, version=1, title="Theirs", description="Their text"
    )
    response = client.post(url, sent)
    form, page = response.context["form"], response.content.decode()
    assert response.status_code == 409
    assert {(part.label, part.text) for part in form.theirs} == {
        ("Title", "Theirs"), ("Description", "Their text"),
    }  # fmt: skip
    assert "Mine" in page
    assert "My text" in page
    assert client.post(url, sent | {"version": form.data["version"]}).status_code == 302
    assert Objective.objects.get(pk=drawn.trust.pk).title == "Mine"


@pytest.mark.parametrize("kind", ["themes", "perspectives", "lines"])
def test_other_forms_show_both_texts_too(
    signed_in: SignIn, drawn: Drawn, cast: Cast, kind: str
) -> None:
    row = drawn.living if kind == "themes" else drawn.low
    url = f"{drawn.url}lines/" if kind == "lines" else f"{drawn.url}{kind}/{row.pk}/edit/"
    client = signed_in("solvay_manager")
    field = "mission" if kind == "lines" else "name"
    services.set_map_lines(
        by=drawn.by, alliance=cast.alliance, version=1, mission="First", values_line=""
    )
    sent = as_opened(client, url)
    assert client.post(url, sent | {field: "Theirs"}).status_code == 302
    response = client.post(url, sent | {field: "Mine"})
    assert response.status_code == 409
    assert [part.text for part in response.context["form"].theirs] == ["Theirs"]
    assert "Mine" in response.content.decode()


def test_a_joint_win_lost_in_a_race_is_shown(signed_in: SignIn, drawn: Drawn, cast: Cast) -> None:
    client = signed_in("quintiles_manager")
    short, long = f"{drawn.url}objectives/{drawn.trust.pk}/joint-win/", edit_url(drawn)
    opened = {url: as_opened(client, url) for url in (short, long)}
    services.set_joint_win(
        by=drawn.by, objective=drawn.trust, partner=cast.quintiles, text="Theirs"
    )
    for url, field, version in ((short, "text", "version"), (long, "win", "win_version")):
        response = client.post(url, opened[url] | {field: "Mine"})
        assert response.status_code == 409
        form = response.context["form"]
        assert [part.text for part in form.theirs] == ["Theirs"]
        assert form.data[version] == "2"


def test_what_was_typed_survives_a_removal(signed_in: SignIn, drawn: Drawn) -> None:
    client, url = signed_in("solvay_manager"), edit_url(drawn)
    sent = as_opened(client, url) | {"description": "A long text"}
    services.remove_objective(by=drawn.by, objective=drawn.trust, version=1)
    response = client.post(url, sent)
    assert response.status_code == 409
    assert "A long text" in response.content.decode()
    assert "removed this from the map" in response.content.decode()
    assert client.get(url).status_code == 404


# ---- the script of the map --------------------------------------------------------------------


def test_the_script_is_answered_in_json(signed_in: SignIn, drawn: Drawn) -> None:
    client = signed_in("quintiles_manager")
    move = f"{drawn.url}objectives/{drawn.trust.pk}/move/"
    answer = client.post(
        move, {"version": 1, "perspective": drawn.high.pk, "pin": "0.5"}, **JSON
    ).json()
    change = MapChange.objects.first()
    assert answer["ok"]
    assert (answer["change"], answer["undo_url"]) == (
        change.pk, f"{drawn.url}changes/{change.pk}/undo/",
    )  # fmt: skip
    row = Objective.objects.get(pk=drawn.trust.pk)
    assert (row.perspective, row.theme, row.pin) == (drawn.high, drawn.living, 0.5)
    assert client.post(move, {"version": 2, "pin": ""}, **JSON).status_code == 200
    assert Objective.objects.get(pk=drawn.trust.pk).pin is None
    assert client.post(answer["undo_url"], **JSON).status_code == 422, "the pin was changed since"
    drawn_link = client.post(
        f"{drawn.url}links/", {"cause": drawn.speed.pk, "effect": drawn.value.pk}, **JSON
    ).json()
    assert Link.objects.get(pk=drawn_link["id"]).cause == drawn.speed
    gone = client.post(f"{drawn.url}links/{drawn_link['id']}/remove/", **JSON).json()
    assert client.post(gone["undo_url"], **JSON).json()["ok"]
    assert Link.objects.filter(pk=drawn_link["id"]).exists()


def test_the_script_changes_only_what_it_sends(signed_in: SignIn, drawn: Drawn) -> None:
    client, url = signed_in("quintiles_manager"), edit_url(drawn)
    services.edit_objective(
        by=drawn.by, objective=drawn.trust, version=1, description="Long", weight=3
    )
    assert client.post(url, {"title": "Renamed", "version": 2}, **JSON).json()["ok"]
    row = Objective.objects.get(pk=drawn.trust.pk)
    assert (row.title, row.description, row.weight) == ("Renamed", "Long", 3)
    assert Link.objects.exists()
    assert JointWin.objects.exists()


def test_the_script_is_told_what_is_wrong(signed_in: SignIn, drawn: Drawn) -> None:
    client = signed_in("quintiles_manager")
    move = f"{drawn.url}objectives/{drawn.trust.pk}/move/"
    links, add = f"{drawn.url}links/", f"{drawn.url}objectives/add/"
    services.edit_objective(by=drawn.by, objective=drawn.trust, version=1, title="Other")
    itself = {"cause": drawn.trust.pk, "effect": drawn.trust.pk}
    twice = {"cause": drawn.trust.pk, "effect": drawn.value.pk}
    for url, sent, status, field in (
        (move, {"version": 1, "pin": "0.1"}, 409, None),
        (move, {"version": 2, "pin": "7"}, 422, "pin"),
        (move, {"version": 2, "theme": "0"}, 422, "theme"),
        (move, {}, 422, "version"),
        (links, itself, 422, "effect"),
        (links, twice, 422, "effect"),
        (links, {"cause": "0", "effect": drawn.value.pk}, 422, "cause"),
        (add, {}, 422, "title"),
        (edit_url(drawn), {"title": "Mine", "version": 1}, 409, None),
        (edit_url(drawn), {"title": "", "version": 2}, 422, "title"),
    ):
        response = client.post(url, sent, **JSON)
        assert response.status_code == status, (url, sent)
        assert response.json()["field"] == field, (url, sent)
        assert response.json()["error"], (url, sent)


def test_without_the_header_the_same_doors_lead_back_to_the_map(
    signed_in: SignIn, drawn: Drawn
) -> None:
    client = signed_in("quintiles_manager")
    home = drawn.url.removesuffix("map/")
    for url, sent in (
        (f"{drawn.url}objectives/{drawn.trust.pk}/move/", {"version": 1, "pin": "0.1"}),
        (f"{drawn.url}objectives/{drawn.trust.pk}/move/", {"version": 1, "pin": "0.2"}),
        (f"{drawn.url}links/", {"cause": drawn.trust.pk, "effect": drawn.trust.pk}),
        (f"{drawn.url}links/{drawn.link.pk}/remove/", {}),
    ):
        response = client.post(url, sent)
        assert (response.status_code, response.url) == (302, home)


# ---- who may, and what it costs ---------------------------------------------------------------

PAGES = (
    "list/", "lines/", "objectives/add/", "objectives/{o}/edit/", "perspectives/add/",
    "perspectives/{p}/edit/", "perspectives/{p}/remove/", "themes/add/", "themes/{t}/edit/",
    "themes/{t}/remove/",
)  # fmt: skip


def addresses(drawn: Drawn) -> list[str]:
    ids = {"o": drawn.trust.pk, "p": drawn.low.pk, "t": drawn.living.pk}
    return [drawn.url + page.format(**ids) for page in PAGES]


@pytest.mark.parametrize(
    ("who", "view", "status"),
    [
        ("theme_leader", View.JOINT, 200),
        ("quintiles_manager", View.OURS, 200),
        ("quintiles_manager", View.PRESENT, 403),
        ("quintiles_sponsor", View.JOINT, 403),
        ("reader", View.JOINT, 403),
        ("outsider", View.OURS, 404),
        ("former_member", View.JOINT, 404),
    ],
)
def test_who_opens_the_forms(
    signed_in: SignIn, drawn: Drawn, who: str, view: View, status: int
) -> None:
    client = signed_in(who, view)
    for url in addresses(drawn):
        assert client.get(url).status_code == status, url


def test_everybody_of_the_alliance_reads_the_history(signed_in: SignIn, drawn: Drawn) -> None:
    for who, status in (("reader", 200), ("quintiles_sponsor", 200), ("outsider", 404)):
        response = signed_in(who).get(f"{drawn.url}changes/")
        assert response.status_code == status
        assert b"/undo/" not in response.content or who == "quintiles_sponsor"


def test_a_sponsor_writes_the_joint_win_of_the_own_side(
    signed_in: SignIn, drawn: Drawn, cast: Cast
) -> None:
    client = signed_in("solvay_sponsor")
    url = f"{drawn.url}objectives/{drawn.trust.pk}/joint-win/"
    assert "Solvay hopes to win" in client.get(url).content.decode()
    assert client.post(url, {"text": "A plan", "version": 0}).status_code == 302
    assert JointWin.objects.get(partner=cast.solvay).text == "A plan"
    assert JointWin.objects.get(partner=cast.quintiles).text == "Less oversight"


def test_records_of_another_alliance_do_not_exist(
    signed_in: SignIn, drawn: Drawn, cast: Cast
) -> None:
    client, url = signed_in("outsider"), f"/a/{cast.rival_alliance.slug}/map/"
    for page in (
        f"objectives/{drawn.trust.pk}/edit/", f"themes/{drawn.living.pk}/edit/",
        f"perspectives/{drawn.low.pk}/edit/",
    ):  # fmt: skip
        assert client.get(url + page).status_code == 404
    for act in (
        f"objectives/{drawn.trust.pk}/remove/", f"objectives/{drawn.trust.pk}/move/",
        f"links/{drawn.link.pk}/remove/", f"changes/{MapChange.objects.first().pk}/undo/",
    ):  # fmt: skip
        assert client.post(url + act, {"version": 1}).status_code == 404
    ends = {"cause": drawn.speed.pk, "effect": drawn.value.pk}
    assert client.post(f"{url}links/", ends, **JSON).status_code == 422
    assert Link.objects.count() == 1


def test_pages_cost_the_same_with_one_row_and_with_many(
    signed_in: SignIn, drawn: Drawn, cast: Cast
) -> None:
    client = signed_in("quintiles_manager")
    pages = [*addresses(drawn), f"{drawn.url}changes/", f"{drawn.url}advice/"]

    def costs() -> dict[str, int]:
        found = {}
        for url in pages:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            found[url] = len(queries)
        return found

    few = costs()
    for number in range(3):
        made = services.add_objective(
            by=cast.actor("theme_leader"), alliance=cast.alliance, perspective=drawn.low,
            theme=drawn.living, title=f"New {number}", owner=cast.theme_leader,
            beside=services.Beside(new_effects=[drawn.value.pk], new_causes=[drawn.speed.pk]),
        )  # fmt: skip
        services.set_joint_win(
            by=cast.actor("solvay_manager"), objective=made, partner=cast.solvay, text="Win"
        )
        services.add_theme(by=drawn.by, alliance=cast.alliance, name=f"T{number}")
        services.add_perspective(by=drawn.by, alliance=cast.alliance, name=f"P{number}")
    assert costs() == few
    assert max(few.values()) <= 12, few


def test_the_history_turns_its_pages(signed_in: SignIn, drawn: Drawn, cast: Cast) -> None:
    MapChange.objects.bulk_create(
        MapChange(
            alliance=cast.alliance, room=cast.joint, author="x", act="edit_theme",
            label=f"Theme {number}", operations=[],
        )
        for number in range(60)
    )  # fmt: skip
    client = signed_in("reader")
    first = client.get(f"{drawn.url}changes/").context["page"]
    second = client.get(f"{drawn.url}changes/?before={first.older}").context["page"]
    assert (len(first.changes), second.older) == (50, None)
    assert first.changes[-1][0].pk > second.changes[0][0].pk


def test_an_empty_map_is_edited_from_nothing(signed_in: SignIn, cast: Cast) -> None:
    client, url = signed_in("solvay_manager"), f"/a/{cast.alliance.slug}/map/"
    for page in ("list/", "changes/", "advice/", "objectives/add/", "lines/"):
        assert client.get(url + page).status_code == 200, page
    response = client.post(f"{url}objectives/add/", {"title": "Too early"})
    assert response.status_code == 422
    assert client.post(f"{url}lines/", {"mission": "One", "version": 0}).status_code == 302


def test_a_reader_gets_advice_with_places_to_look_at(signed_in: SignIn, drawn: Drawn) -> None:
    page = signed_in("reader").get(f"{drawn.url}advice/").content.decode()
    assert "3 objectives have no measure" in page
    assert "measures/add" not in page
    page = signed_in("theme_leader").get(f"{drawn.url}advice/").content.decode()
    assert f"?objective={drawn.trust.pk}" in page
