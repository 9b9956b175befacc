"""The map page: what it says, what it costs, and what it never shows."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from allied.alliances.actors import actor_of
from allied.cockpit.map import layouts
from allied.cockpit.map.page import answer, map_page
from allied.foundation.access.actor import View
from allied.people.models import Company
from allied.pure.periods import Frequency, period_containing
from allied.scorecard.initiatives.services import add_initiative
from allied.scorecard.services import add_measure, record_reading
from allied.strategy import services
from allied.strategy.models import JointWin, Link, Objective
from tests.support.cast import make_cast
from tests.support.kept import kept

MOST_QUERIES = 12


class Map:
    """A small map: trust leads to sharing, sharing to growth; a fourth objective stands alone."""

    def __init__(self, cast):
        self.cast, self.alliance = cast, cast.alliance
        self.by = actor_of(cast.quintiles_manager)
        services.set_map_lines(
            by=self.by, alliance=self.alliance, version=0, mission="Medicines sooner",
            values_line="Trust and respect",
        )  # fmt: skip
        self.bands = [
            services.add_perspective(by=self.by, alliance=self.alliance, name=name)
            for name in ("Employees", "Process", "Stakeholder")
        ]
        self.theme = services.add_theme(by=self.by, alliance=self.alliance, name="Collaboration")
        self.trust, self.share, self.grow, self.alone = (
            self.objective(title, band)
            for title, band in (("Trust", 0), ("Share data", 1), ("Grow", 2), ("Alone", 1))
        )
        self.link(self.trust, self.share)
        self.link(self.share, self.grow)

    def objective(self, title, band=0):
        return services.add_objective(
            by=self.by, alliance=self.alliance, perspective=self.bands[band], theme=self.theme,
            title=title,
        )  # fmt: skip

    def link(self, cause, effect):
        return services.draw_link(by=self.by, cause=cause, effect=effect)

    def measure(self, objective, value=None, name="Score", view=View.JOINT, who=None):
        by = actor_of(who or self.cast.quintiles_manager, view)
        made = add_measure(
            by=by, objective=objective, name=name, valid_from=date(2020, 1, 1),
            target_values={"baseline": 0, "target": 100},
        )  # fmt: skip
        if value is not None:
            period = period_containing(timezone.localdate() - timedelta(days=92), Frequency.QUARTER)
            record_reading(by=by, measure=made, period=period, value=Decimal(value))
        return made

    @property
    def url(self):
        return f"/a/{self.alliance.slug}/"


@pytest.fixture
def drawn(db):
    layouts.laid_out.cache_clear()
    return kept(_drawn)


def _drawn():
    return Map(make_cast())


def html(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def states(text):
    """The part of each objective in the trace, by id."""
    return dict(re.findall(r'<a class="box[^>]*data-id="(\d+)"[^>]*data-state="(\w+)"', text))


def test_shows_the_map_as_a_drawing_and_as_a_table(drawn, signed_in):
    services.set_joint_win(
        by=drawn.by, objective=drawn.grow, partner=drawn.cast.quintiles, text="More studies"
    )
    text = html(signed_in("reader").get(drawn.url))
    assert "Medicines sooner" in text
    assert "Trust and respect" in text
    for title in ("Trust", "Share data", "Grow", "Alone"):
        assert f'aria-label="{title}; No data' in text
    assert text.index(">Stakeholder<") < text.index(">Process<") < text.index(">Employees<")
    assert "<b>Quintiles</b> More studies" in text
    assert text.count('class="link ') == 2


def test_the_head_says_what_needs_attention(drawn, signed_in):
    drawn.measure(drawn.trust, 10)
    drawn.measure(drawn.share, 90)
    text = html(signed_in("reader").get(drawn.url))
    assert "1 of 4 objectives is off track." in text
    assert "2 have no data." in text
    assert re.search(r'Off track:.*data-choose="\d+"[^>]*>Trust</a>', text)


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ([], "Nothing is on the map yet."),
        (["no_data"], "The one objective has no data yet."),
        (["no_data"] * 3, "None of the 3 objectives has data yet."),
        (["on_track"], "The one objective with data is on track."),
        (["on_track", "exceeds"], "All 2 objectives with data are on track."),
        (["caution", "on_track"], "1 of 2 objectives needs caution; none is off track."),
        (["off_track", "caution", "stale"],
         "1 of 3 objectives is off track. 1 needs caution. 1 has old data only."),
        (["off_track"] * 2 + ["no_data"], "2 of 3 objectives are off track. 1 has no data."),
        (["stale", "no_data"], "1 has no data. 1 has old data only."),
    ],
)  # fmt: skip
def test_the_answer_in_words(statuses, said):
    assert answer(statuses) == said


def test_a_chosen_objective_lights_its_chain_without_a_script(drawn, signed_in):
    text = html(signed_in("reader").get(f"{drawn.url}?objective={drawn.share.pk}"))
    assert states(text) == {
        str(drawn.trust.pk): "cause", str(drawn.share.pk): "chosen",
        str(drawn.grow.pk): "effect", str(drawn.alone.pk): "apart",
    }  # fmt: skip
    assert "1 cause and 1 effect, direct and indirect." in text
    assert f"/objectives/{drawn.share.pk}/panel/" in text


def test_the_weakest_of_the_chain_is_named(drawn, signed_in):
    drawn.measure(drawn.trust, 21)
    drawn.measure(drawn.grow, 90)
    text = html(signed_in("reader").get(f"{drawn.url}?objective={drawn.grow.pk}"))
    assert "Weakest in this chain:" in text
    assert "0.21" in text
    assert "1 of the chain has no data." in text


@pytest.mark.parametrize("wanted", ["0", "-1", "abc", "9" * 40, "١٢", "", "1e3"])
def test_an_objective_that_is_not_there_is_passed_over(drawn, signed_in, wanted):
    text = html(signed_in("reader").get(drawn.url, {"objective": wanted}))
    assert states(text) == {}


def test_an_objective_of_another_alliance_is_passed_over(drawn, cast, signed_in):
    by = actor_of(cast.outsider)
    band = services.add_perspective(by=by, alliance=cast.rival_alliance, name="Theirs")
    theme = services.add_theme(by=by, alliance=cast.rival_alliance, name="Theirs")
    other = services.add_objective(
        by=by, alliance=cast.rival_alliance, perspective=band, theme=theme, title="Secret"
    )
    answer = signed_in("reader").get(f"{drawn.url}?objective={other.pk}")
    assert "Secret" not in html(answer)
    panel = f"{drawn.url}objectives/{other.pk}/panel/"
    assert signed_in("reader").get(panel).status_code == 404


def test_costs_the_same_for_one_objective_and_for_many(drawn, signed_in):
    client = signed_in("quintiles_manager", View.OURS)

    def cost(query):
        client.get(drawn.url + query)
        with CaptureQueriesContext(connection) as queries:
            html(client.get(drawn.url + query))
        return len(queries)

    before = [cost(query) for query in ("", f"?objective={drawn.share.pk}", "?edit=1")]
    for number in range(25):
        new = drawn.objective(f"Objective {number}", number % 3)
        drawn.link(drawn.trust, new)
        drawn.measure(new, 50)
        services.set_joint_win(by=drawn.by, objective=new, partner=drawn.cast.quintiles, text="A")
    after = [cost(query) for query in ("", f"?objective={drawn.share.pk}", "?edit=1")]
    assert before == after
    assert max(after[:2]) <= MOST_QUERIES
    assert after[2] == after[0] + 1  # what was changed last


def test_three_hundred_objectives_cost_no_more_queries(drawn, signed_in):
    rows = [
        Objective(
            alliance=drawn.alliance, room=drawn.cast.joint, perspective=drawn.bands[i % 3],
            theme=drawn.theme, title=f"{i} " + "long " * 27, position=i,
        )
        for i in range(300)
    ]  # fmt: skip
    Objective.objects.bulk_create(rows)
    client = signed_in("reader")
    with CaptureQueriesContext(connection) as queries:
        text = html(client.get(drawn.url))
    assert len(queries) <= MOST_QUERIES
    assert text.count('<a class="box') == 304


def test_the_layout_is_not_made_again_where_nothing_moved(drawn, monkeypatch):
    made = []
    original = layouts.lay_out
    monkeypatch.setattr(layouts, "lay_out", lambda *a, **k: made.append(1) or original(*a, **k))
    first = map_page(drawn.alliance, drawn.by).drawing
    drawn.measure(drawn.trust, 10)
    second = map_page(drawn.alliance, drawn.by).drawing
    assert len(made) == 1
    assert [box.place for box in first.boxes] == [box.place for box in second.boxes]
    drawn.link(drawn.alone, drawn.grow)
    map_page(drawn.alliance, drawn.by)
    assert len(made) == 2


def test_an_empty_map_teaches_the_first_step(cast, signed_in):
    url = f"/a/{cast.alliance.slug}/"
    text = html(signed_in("quintiles_manager").get(url))
    assert "Nothing is on the map yet." in text
    assert "/map/perspectives/add/" in text
    assert '<svg class="map' not in text
    assert "/map/perspectives/add/" not in html(signed_in("reader").get(url))


def test_a_map_of_bands_alone_asks_for_a_theme_then_for_an_objective(cast, signed_in):
    by = actor_of(cast.quintiles_manager)
    client, url = signed_in("quintiles_manager"), f"/a/{cast.alliance.slug}/"
    services.add_perspective(by=by, alliance=cast.alliance, name="Process")
    assert "/map/themes/add/" in html(client.get(url))
    services.add_theme(by=by, alliance=cast.alliance, name="Growth")
    assert "/map/objectives/add/" in html(client.get(url))


def test_an_empty_map_says_that_the_partner_is_missing(cast, signed_in):
    url = f"/a/{cast.rival_alliance.slug}/"  # Merck is there alone
    client = signed_in("outsider")
    text = html(client.get(url))
    assert "Nobody of Quintiles is here yet." in text
    invite = re.search(r'href="([^"]*/people/invite/[^"]*)"', text).group(1)
    assert "Invite the alliance manager of Quintiles" in html(client.get(url))
    assert client.get(invite).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    assert len(queries) <= MOST_QUERIES
    both = html(signed_in("quintiles_manager").get(f"/a/{cast.alliance.slug}/"))
    assert "is here yet" not in both
    assert "First steps" in both


EVERYBODY = [
    "quintiles_manager", "solvay_sponsor", "quintiles_sponsor", "theme_leader", "measure_owner",
    "member", "reader",
]  # fmt: skip


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("who", EVERYBODY)
def test_nothing_is_offered_that_is_not_permitted(drawn, signed_in, who, view):
    services.set_joint_win(
        by=drawn.by, objective=drawn.share, partner=drawn.cast.quintiles, text="More studies"
    )
    drawn.measure(drawn.share, 50)
    client, panel = signed_in(who, view), f"{drawn.url}objectives/{drawn.share.pk}/panel/"
    offered = set()
    for address in (drawn.url, f"{drawn.url}?objective={drawn.share.pk}", panel):
        offered |= set(re.findall(r'(?:href|hx-get)="(/[^"#]*)"', html(client.get(address))))
    offered = {address for address in offered if not address.startswith("/static/")}
    refused = {
        address for address in offered
        if client.get(address.replace("&amp;", "&")).status_code not in {200, 302}
    }  # fmt: skip
    assert refused == set()
    assert len(offered) > 5


@pytest.mark.parametrize(
    ("who", "offer"),
    [
        ("quintiles_sponsor", "Change what we hope to win"),
        ("quintiles_manager", "Change what we hope to win"),
        ("solvay_sponsor", "Say what we hope to win"),
        ("theme_leader", "Say what we hope to win"),
        ("member", ""), ("reader", ""),
    ],
)  # fmt: skip
def test_whoever_may_set_the_joint_win_may_change_it_in_the_panel(drawn, signed_in, who, offer):
    services.set_joint_win(
        by=drawn.by, objective=drawn.share, partner=drawn.cast.quintiles, text="More studies"
    )
    client, panel = signed_in(who), f"{drawn.url}objectives/{drawn.share.pk}/panel/"
    text = html(client.get(panel))
    win = f"{drawn.url}map/objectives/{drawn.share.pk}/joint-win/"
    assert (win in text) == bool(offer)
    assert offer in text
    assert client.get(win).status_code == (200 if offer else 403)
    if offer:
        assert client.post(win, {"text": "Fewer audits", "version": 1 if "Ch" in offer else 0})
        assert "Fewer audits" in html(client.get(panel))


def test_an_objective_without_data_says_that_its_measures_are_stale(drawn, signed_in):
    old = drawn.measure(drawn.share, name="Old")
    period = period_containing(timezone.localdate() - timedelta(days=900), Frequency.QUARTER)
    record_reading(by=drawn.by, measure=old, period=period, value=Decimal(50))
    client, panel = signed_in("reader"), f"{drawn.url}objectives/{drawn.share.pk}/panel/"
    assert "Its measure is stale: the last reading is too old to count." in html(client.get(panel))
    drawn.measure(drawn.share, name="Silent")
    assert "1 of its measures is stale" in html(client.get(panel))
    drawn.measure(drawn.share, 50, name="Fresh")
    assert "stale:" not in html(client.get(panel))
    assert "too old to count" not in html(client.get(panel))


def test_hostile_titles_stay_text(drawn, signed_in):
    drawn.objective('<script>alert("x")</script>&amp;"')
    text = html(signed_in("reader").get(drawn.url))
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_the_joint_view_shows_nothing_of_our_room(drawn, signed_in):
    drawn.measure(drawn.trust, 90)
    partner, present = signed_in("solvay_manager", View.OURS), signed_in("member", View.PRESENT)
    joint = signed_in("quintiles_manager")
    urls = [drawn.url, f"{drawn.url}?objective={drawn.trust.pk}",
            f"{drawn.url}objectives/{drawn.trust.pk}/panel/"]  # fmt: skip
    clients = (partner, present, joint)
    before = [[stable(client.get(url)) for url in urls] for client in clients]
    drawn.measure(drawn.trust, 1, name="Secret margin", view=View.OURS)
    add_initiative(
        by=actor_of(drawn.cast.quintiles_manager, View.OURS), objective=drawn.trust,
        name="Secret plan",
    )  # fmt: skip
    after = [[stable(client.get(url)) for url in urls] for client in clients]
    assert before == after
    ours = html(signed_in("quintiles_manager", View.OURS).get(urls[2]))
    assert "Secret margin" in ours
    assert "Secret plan" in ours


def stable(answer):
    """A page without what differs on each answer."""
    text = re.sub(r'"X-CSRFToken": "\w+"', "", html(answer))
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def test_present_mode_offers_no_editing(drawn, signed_in):
    text = html(signed_in("quintiles_manager", View.PRESENT).get(f"{drawn.url}?edit=1"))
    assert "map-edit-data" not in text
    assert 'href="?edit=1"' not in text


@pytest.mark.parametrize("who", ["outsider", "former_member"])
def test_others_do_not_find_it(drawn, signed_in, who):
    client = signed_in(who)
    assert client.get(drawn.url).status_code == 404
    assert client.get(f"{drawn.url}objectives/{drawn.trust.pk}/panel/").status_code == 404
    assert client.get(f"{drawn.url}map/version/").status_code == 404


def test_the_panel_says_all_of_an_objective(drawn, signed_in):
    drawn.measure(drawn.share, 50, name="Systems opened")
    add_initiative(by=drawn.by, objective=drawn.share, name="Open the systems")
    services.set_joint_win(
        by=drawn.by, objective=drawn.share, partner=drawn.cast.quintiles, text="Fewer questions"
    )
    url = f"{drawn.url}objectives/{drawn.share.pk}/panel/"
    client = signed_in("solvay_manager")
    part = html(client.get(url, headers={"HX-Request": "true"}))
    for words in (
        "Share data", "Collaboration", "Process", "Systems opened", "Open the systems",
        "Fewer questions", "How this score is made", "Say what we hope to win",
    ):  # fmt: skip
        assert words in part
    assert f'data-choose="{drawn.trust.pk}"' in part
    assert f"/notes/objective/{drawn.share.pk}/" in part
    assert "<html" not in part
    assert "<html" in html(client.get(url))


def test_the_panel_costs_the_same_for_one_measure_and_for_many(drawn, signed_in):
    client, url = signed_in("reader"), f"{drawn.url}objectives/{drawn.share.pk}/panel/"
    drawn.measure(drawn.share, 50)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            html(client.get(url, headers={"HX-Request": "true"}))
        return len(queries)

    before = cost()
    for number in range(5):
        drawn.measure(drawn.share, 50, name=f"Measure {number}")
    assert cost() == before <= MOST_QUERIES


def test_a_removed_objective_has_no_panel(drawn, signed_in):
    services.remove_objective(by=drawn.by, objective=drawn.alone, version=drawn.alone.version)
    url = f"{drawn.url}objectives/{drawn.alone.pk}/panel/"
    assert signed_in("reader").get(url).status_code == 404


def edit_data(text):
    return json.loads(re.search(r'<script id="map-edit-data"[^>]*>(.*?)</script>', text).group(1))


def test_editors_get_what_the_editor_needs(drawn, signed_in):
    text = html(signed_in("quintiles_manager").get(f"{drawn.url}?edit=1"))
    found = edit_data(text)
    assert [band["name"] for band in found["bands"]] == ["Stakeholder", "Process", "Employees"]
    assert found["objectives"][str(drawn.trust.pk)] == {
        "version": 1, "band": drawn.bands[0].pk, "theme": drawn.theme.pk,
        "pinned": False,
    }  # fmt: skip
    assert found["undo"]["said"] == "Link “Share data → Grow” drawn"
    assert "“%s” leads to “%s”" in text
    assert "map_edit.js" in text


@pytest.mark.parametrize("who", ["reader", "member", "measure_owner", "quintiles_sponsor"])
def test_nobody_else_gets_the_editor(drawn, signed_in, who):
    text = html(signed_in(who).get(f"{drawn.url}?edit=1"))
    assert "map-edit-data" not in text
    assert "map_edit.js" not in text
    assert signed_in(who).get(f"{drawn.url}map/version/").status_code == 403


def test_the_version_tells_who_changed_what(drawn, signed_in):
    url = f"{drawn.url}map/version/"
    editor = signed_in("solvay_manager")
    before = editor.get(url).json()
    assert before["own"] is False
    assert before["who"] == "Quintiles manager"
    services.edit_objective(by=drawn.by, objective=drawn.grow, version=1, title="Grow faster")
    after = editor.get(url).json()
    assert after["version"] > before["version"]
    assert after["said"] == "Objective “Grow faster” changed"
    assert signed_in("quintiles_manager").get(url).json()["own"] is True


def test_undo_takes_back_ones_own_change_and_nobody_elses(drawn, cast, signed_in):
    them = actor_of(cast.solvay_manager)
    services.edit_objective(by=them, objective=drawn.alone, version=1, title="Theirs")
    mine, theirs = signed_in("quintiles_manager"), signed_in("solvay_manager")
    url = f"{drawn.url}map/version/"
    assert mine.get(url).json()["undo"]["said"] == "Link “Share data → Grow” drawn"
    undo = theirs.get(url).json()["undo"]
    assert undo["said"] == "Objective “Theirs” changed"
    assert signed_in("theme_leader").get(url).json()["undo"] is None
    assert theirs.post(undo["url"], headers={"Accept": "application/json"}).json()["ok"]
    assert theirs.get(url).json()["undo"] is None  # nothing of its own is left


def test_undo_says_who_changed_the_same_since(drawn, cast, signed_in):
    services.edit_objective(by=drawn.by, objective=drawn.grow, version=1, title="Grow faster")
    them = actor_of(cast.solvay_manager)
    services.edit_objective(by=them, objective=drawn.grow, version=2, title="Grow well")
    client = signed_in("quintiles_manager")
    undo = client.get(f"{drawn.url}map/version/").json()["undo"]
    assert undo["said"] == "Objective “Grow faster” changed"
    answer = client.post(undo["url"], headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert "by Solvay manager: Objective “Grow well” changed." in answer.json()["error"]
    drawn.grow.refresh_from_db()
    assert drawn.grow.title == "Grow well"


def test_undo_is_offered_for_the_newest_change_that_stands(drawn, signed_in):
    client, url = signed_in("quintiles_manager"), f"{drawn.url}map/version/"
    for wanted in ("Link “Share data → Grow” drawn", "Link “Trust → Share data” drawn"):
        undo = client.get(url).json()["undo"]
        assert undo["said"] == wanted
        assert client.post(undo["url"], headers={"Accept": "application/json"}).json()["ok"]


def test_a_refresh_gives_the_parts_alone(drawn, signed_in):
    client = signed_in("quintiles_manager")
    text = html(client.get(f"{drawn.url}?edit=1", headers={"HX-Request": "true"}))
    for part in ("map-sheet", "map-rows", "map-answer", "map-edit-data"):
        assert f'id="{part}"' in text
    assert "<html" not in text


def test_the_page_is_light(drawn, signed_in):
    for number in range(21):
        new = drawn.objective(f"Objective {number} with a title of the usual length", number % 3)
        drawn.link(drawn.trust, new)
    assert len(signed_in("reader").get(drawn.url).content) < 80_000


LONG_NAMES = (
    "Koninklijke Nederlandse Farmaceutische Onderneming N.V.",
    "Quintiles International Clinical Research Organisation Holdings",
)
HEADS = 500  # bytes of the head of an answer


def test_three_hundred_objectives_weigh_less_than_a_hundred_kilobytes(drawn, signed_in):
    """Cold, over the wire: the page with all styles and scripts that it asks for, compressed.

    With joint wins on most objectives, of partners with long names; and the head of each answer.
    """
    for partner, name in (
        (drawn.cast.solvay, LONG_NAMES[0]),
        (drawn.cast.quintiles, LONG_NAMES[1]),
    ):
        Company.objects.filter(pk=partner.company_id).update(name=name)
    words = ["share", "cost", "drivers", "trust", "people", "growth", "value", "clinic", "study"]
    draws = Random(1)
    place = {"alliance": drawn.alliance, "room": drawn.cast.joint}
    rows = Objective.objects.bulk_create(
        Objective(
            perspective=drawn.bands[i % 3], theme=drawn.theme, position=i,
            title=f"{' '.join(draws.sample(words, 5))} {i}", **place,
        )
        for i in range(296)
    )  # fmt: skip
    Link.objects.bulk_create(
        Link(cause=one, effect=rows[to], **place)
        for i, one in enumerate(rows)
        for to in {i + 1 + 3 * draws.randrange(9), i + 1 + 3 * draws.randrange(9)}
        if i % 3 < 2 and to < len(rows)
    )
    JointWin.objects.bulk_create(
        JointWin(objective=row, partner=side, text=" ".join(draws.sample(words, 6)), **place)
        for row in rows
        for side in (drawn.cast.solvay, drawn.cast.quintiles)
    )
    client = signed_in("quintiles_manager")
    for query in ("", "?edit=1"):
        answer = client.get(drawn.url + query, headers={"Accept-Encoding": "gzip, br"})
        assert answer.headers["Content-Encoding"] == "br"
        page = brotli.decompress(answer.content).decode()
        assert HEADS + len(answer.content) + weight_of_assets(page) < 100_000, query


def weight_of_assets(page):
    """All styles and scripts as they are served, compressed when collected; with their heads."""
    paths = set(re.findall(r'(?:src|href)="/static/([^"?]+\.(?:css|js))"', page))
    assert 4 <= len(paths) <= 7, "with the page itself at most eight requests"
    files = (Path(finders.find(path)).read_bytes() for path in paths)
    return sum(HEADS + len(brotli.compress(each)) for each in files)
