"""What stands round every page, for whom, in which view, and at what cost."""

import re

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allied.alliances.models import Role
from allied.alliances.services import appoint, found_alliance
from allied.config.navigation import PLACES, _current
from allied.foundation.access.actor import Actor, View
from allied.foundation.ui.notices import offer_undo


@pytest.fixture
def page(signed_in, cast):
    """The people page of the cast's alliance, as somebody sees it in a view."""

    def get(who: str = "quintiles_manager", view: View = View.JOINT) -> str:
        answer = signed_in(who, view).get(f"/a/{cast.alliance.slug}/people/")
        assert answer.status_code == 200
        return answer.content.decode()

    return get


def one_more(cast, name: str) -> None:
    """Another alliance in which the Quintiles manager has a part."""
    companies = [cast.quintiles.company, cast.solvay.company]
    alliance = found_alliance(by=Actor(name="system"), name=name, companies=companies)
    side = alliance.partners.get(company=cast.quintiles.company)
    appoint(by=None, partner=side, person=cast.quintiles_manager, role=Role.READER)


def test_the_room_is_visible(page):
    joint, ours, present = (page(view=view) for view in View)
    assert 'data-view="joint"' in joint
    assert 'value="joint" aria-pressed="true"' in joint
    assert 'data-view="ours"' in ours
    assert 'value="ours" aria-pressed="true"' in ours
    assert '<span class="company">Quintiles</span>' in ours
    assert 'data-view="present"' in present


def test_presenting_takes_the_bar_away_and_leaves_one_way_back(page):
    html = page(view=View.PRESENT)
    assert 'class="bar"' not in html
    assert 'id="sections"' not in html
    assert 'id="palette"' not in html
    assert re.search(r'<button[^>]*value="joint"', html)


def test_sections_are_those_that_exist_and_one_is_current(page):
    html = page()
    left = html[html.index('id="sections"') :]
    left = left[: left.index("</nav>")]
    assert left.count('aria-current="page"') == 1
    assert re.search(r'aria-current="page"[^>]*>.*?People</a>', left)
    assert 'href=""' not in html
    assert 'href="None"' not in html


def sections(client, path: str) -> dict[str, str]:
    """What the sections at the left link to, by title; the current one under ""."""
    html = client.get(path).content.decode()
    left = html[html.index('id="sections"') :]
    links = re.findall(
        r'<a href="([^"]*)"([^>]*)>.*?([A-Z][\w ]+)</a>', left[: left.index("</nav>")]
    )
    found = {title: address for address, _, title in links}
    return found | {"": next(title for _, said, title in links if "aria-current" in said)}


@pytest.mark.parametrize("who", ["quintiles_manager", "theme_leader", "member", "reader"])
def test_every_section_opens_to_whom_it_is_shown(cast, signed_in, who):
    client = signed_in(who)
    shown = sections(client, f"/a/{cast.alliance.slug}/people/")
    assert ("Readings" in shown) is (who != "reader")
    for title, address in shown.items():
        assert not title or client.get(address).status_code == 200, title


def test_advice_is_for_all_and_belongs_to_the_map(cast, signed_in):
    client, home = signed_in("reader"), f"/a/{cast.alliance.slug}/"
    assert f'href="{home}map/advice/"' in client.get(home).content.decode()
    assert sections(client, f"{home}map/advice/")[""] == "Map"


def test_every_page_has_a_way_past_the_bar_and_a_live_region(page):
    html = page()
    assert 'class="skip" href="#main"' in html
    assert '<main class="page " id="main" tabindex="-1">' in html
    assert 'id="messages" role="status" aria-live="polite"' in html


def test_the_switcher_names_all_alliances_of_the_person_and_no_other(cast, signed_in):
    one_more(cast, "Second <one>")
    answer = signed_in("quintiles_manager").get(f"/a/{cast.alliance.slug}/people/")
    html = answer.content.decode()
    assert "Second &lt;one&gt;" in html
    assert cast.rival_alliance.name not in html


def test_the_frame_costs_one_query_however_many_alliances(cast, signed_in):
    client = signed_in("quintiles_manager")
    address = f"/a/{cast.alliance.slug}/people/"
    client.get(address)

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    one = cost()
    for number in range(3):
        one_more(cast, f"More {number}")
    assert cost() == one


def test_the_place_of_a_page_is_its_own_or_that_which_covers_it():
    def at(name: str) -> str:
        place = _current(list(PLACES), name)
        return place.name if place else ""

    assert at("scorecard:reviews") == "scorecard:reviews"
    assert at("scorecard:review_compare") == "scorecard:reviews"
    assert at("scorecard:measure_edit") == "scorecard:scorecard"
    assert at("scorecard:readings") == "scorecard:readings"
    assert at("strategy:objective_edit") == "cockpit:map"
    assert at("alliances:person") == "alliances:people"
    assert at("ui:guide") == ""


def test_an_undo_is_a_message_with_a_form(rf, signed_in, cast):
    client = signed_in("quintiles_manager")
    request = client.get(f"/a/{cast.alliance.slug}/people/").wsgi_request
    offer_undo(request, 'Moved "<b>"', "/undo/1/")
    (message,) = get_messages(request)
    assert "&lt;b&gt;" in str(message)
    assert 'action="/undo/1/"' in str(message)
    assert "csrfmiddlewaretoken" in str(message)


def test_the_style_guide_is_for_staff(signed_in, cast):
    client = signed_in("quintiles_manager")
    assert client.get("/ui/").status_code == 403
    cast.quintiles_manager.user.is_staff = True
    cast.quintiles_manager.user.save()
    answer = client.get("/ui/")
    assert answer.status_code == 200
    assert b"Something" not in answer.content


def test_nobody_sees_the_style_guide_unsigned(client, db):
    answer = client.get("/ui/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")
