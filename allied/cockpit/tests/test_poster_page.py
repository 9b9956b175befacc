"""The poster's page: choices, rooms, what it costs, and what it never does."""

import io
from collections.abc import Callable

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from allied.agreement.models import WHOLE, MapVersion
from allied.agreement.services import Said, give_stances, propose_version
from allied.alliances.actors import actor_of
from allied.cockpit.poster import views
from allied.foundation.access.actor import View
from allied.strategy import services
from allied.strategy.models import Objective
from tests.support.cast import Cast

MOST_QUERIES = 12
SignedIn = Callable[..., Client]


class Map:
    """A joint map of some objectives; Quintiles has one more in its own room."""

    def __init__(self, cast: Cast, count: int = 3) -> None:
        self.cast, self.alliance = cast, cast.alliance
        joint = actor_of(cast.quintiles_manager)
        self.page = f"/a/{cast.alliance.slug}/map/poster/"
        services.set_map_lines(by=joint, alliance=self.alliance, version=0,
                               mission="Medicines sooner", values_line="Trust")  # fmt: skip
        self.band = services.add_perspective(by=joint, alliance=self.alliance, name="Process")
        self.theme = services.add_theme(by=joint, alliance=self.alliance, name="Growth")
        for i in range(count):
            self.objective(f"Objective {i}")

    def objective(self, title: str, *, ours: bool = False) -> None:
        made = services.add_objective(by=actor_of(self.cast.quintiles_manager), title=title,
                               alliance=self.alliance, perspective=self.band,
                               theme=self.theme)  # fmt: skip
        if ours:
            Objective.objects.filter(pk=made.pk).update(room=self.cast.quintiles_room)

    def agree(self) -> MapVersion:
        """Put the map as it stands in force."""
        joint = actor_of(self.cast.quintiles_manager)
        version = propose_version(by=joint, alliance=self.alliance, why="Agreed")
        subjects = [WHOLE, *(row["id"] for row in version.document["objectives"])]
        for who in (self.cast.quintiles_manager, self.cast.solvay_manager):
            give_stances(by=actor_of(who), version=version,
                         entries=[Said(pk, "agree") for pk in subjects])  # fmt: skip
        return version


@pytest.fixture
def made(cast: Cast) -> Map:
    return Map(cast)


def words_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return str(pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text())


def test_the_map_leads_to_its_poster(made: Map, signed_in: SignedIn) -> None:
    client = signed_in("reader")
    assert made.page in client.get(f"/a/{made.alliance.slug}/").content.decode()
    text = client.get(made.page).content.decode()
    assert "3 objectives on A3" in text
    assert f"{made.page}poster.pdf?lights=1&amp;paper=a3&amp;map=working" in text
    assert 'name="map"' not in text


def test_the_files_are_named_and_downloaded(made: Map, signed_in: SignedIn) -> None:
    client = signed_in("reader")
    for ending, kind in (("pdf", "application/pdf"), ("svg", "image/svg+xml")):
        answer = client.get(f"{made.page}poster.{ending}")
        assert answer["Content-Type"] == kind
        name = f'filename="{made.alliance.slug}-map-{made.alliance.today()}.{ending}"'
        assert answer["Content-Disposition"] == f"attachment; {name}"


def test_choices(made: Map, signed_in: SignedIn) -> None:
    client = signed_in("reader")
    assert "No data" in words_of(client, f"{made.page}poster.pdf")
    assert "No data" not in words_of(client, f"{made.page}poster.pdf?lights=0")
    page = client.get(f"{made.page}poster.pdf?paper=a4").content
    assert float(pypdf.PdfReader(io.BytesIO(page)).pages[0].mediabox.width) < 850


@pytest.mark.parametrize("query", [
    "paper=a0", "paper=", "lights=maybe", "map=theirs", "paper=a3%00", "lights=1e308",
    "map=in_force", "map=ours&map=%00&paper=" + "x" * 5000,
])  # fmt: skip
def test_bad_choices_are_the_usual_ones(made: Map, signed_in: SignedIn, query: str) -> None:
    client = signed_in("reader")
    for file in ("", "poster.pdf", "poster.svg"):
        usual, odd = (client.get(f"{made.page}{file}{more}") for more in ("", f"?{query}"))
        assert odd.status_code == 200
        if file:
            assert odd.content == usual.content


def test_our_room_is_on_no_poster_unless_chosen(made: Map, signed_in: SignedIn) -> None:
    made.objective("Our secret aim", ours=True)
    client = signed_in("quintiles_manager", View.OURS)
    assert "Our secret aim" not in words_of(client, f"{made.page}poster.pdf")
    assert "joint room alone" in client.get(made.page).content.decode()
    chosen = words_of(client, f"{made.page}poster.pdf?map=ours")
    assert "Our secret aim" in chosen
    assert "Our room of Quintiles – confidential" in chosen
    assert "marked as confidential" in client.get(f"{made.page}?map=ours").content.decode()


@pytest.mark.parametrize(
    ("who", "view"),
    [
        ("quintiles_manager", View.JOINT),
        ("quintiles_manager", View.PRESENT),
        ("solvay_manager", View.OURS),
        ("solvay_manager", View.PRESENT),
    ],
)
def test_nobody_else_sees_our_room(made: Map, signed_in: SignedIn, who: str, view: View) -> None:
    client = signed_in(who, view)
    before = [client.get(f"{made.page}poster.{each}?map=ours").content for each in ("pdf", "svg")]
    made.objective("Our secret aim", ours=True)
    after = [client.get(f"{made.page}poster.{each}?map=ours").content for each in ("pdf", "svg")]
    assert before == after


def test_strangers_find_nothing(made: Map, signed_in: SignedIn) -> None:
    for file in ("", "poster.pdf", "poster.svg"):
        assert signed_in("outsider").get(f"{made.page}{file}").status_code == 404


def test_an_empty_map_has_a_poster(cast: Cast, signed_in: SignedIn) -> None:
    page = f"/a/{cast.alliance.slug}/map/poster/"
    client = signed_in("reader")
    assert "Nothing is on the map yet." in client.get(page).content.decode()
    assert "Nothing is on the map yet." in words_of(client, f"{page}poster.pdf")


def test_too_large_a_map_is_told_and_is_no_fault(
    made: Map, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "LARGEST", 2)
    client = signed_in("reader")
    assert "more than a poster can show" in client.get(made.page).content.decode()
    assert client.get(f"{made.page}poster.pdf").status_code == 302


def test_the_map_in_force_hangs_on_the_wall(made: Map, signed_in: SignedIn) -> None:
    made.agree()
    made.objective("Thought of since")
    client = signed_in("reader")
    usual = words_of(client, f"{made.page}poster.pdf")
    assert "Thought of since" not in usual
    assert "Version 1, in force since" in usual
    page = client.get(made.page).content.decode()
    assert 'value="in_force" checked' in page
    assert "3 objectives on A3" in page
    assert "poster.pdf?lights=1&amp;paper=a3&amp;map=in_force" in page
    assert "-map-version-1-" in client.get(f"{made.page}poster.svg")["Content-Disposition"]
    working = words_of(client, f"{made.page}poster.pdf?map=working")
    assert "Thought of since" in working
    assert "Working map" in working


def test_a_removed_objective_stays_on_the_map_in_force(made: Map, signed_in: SignedIn) -> None:
    made.agree()
    row = Objective.objects.get(title="Objective 1")
    services.remove_objective(
        by=actor_of(made.cast.quintiles_manager), objective=row, version=row.version
    )
    assert "Objective 1" in words_of(signed_in("reader"), f"{made.page}poster.pdf")


def test_our_room_is_not_on_the_map_in_force(made: Map, signed_in: SignedIn) -> None:
    made.objective("Our secret aim", ours=True)
    made.agree()
    client = signed_in("quintiles_manager", View.OURS)
    for query in ("", "?map=in_force", "?map=working"):
        assert "Our secret aim" not in words_of(client, f"{made.page}poster.pdf{query}")
    assert "Our secret aim" in words_of(client, f"{made.page}poster.pdf?map=ours")


def test_names_of_all_kinds(made: Map, signed_in: SignedIn) -> None:
    for title in ("W" * 140, "שלום עולם", "e" + "\u0301" * 100, "<b>&amp;</b>", "\U0001f680"):
        made.objective(title)
    client = signed_in("reader")
    for file in ("", "poster.pdf", "poster.svg"):
        assert client.get(f"{made.page}{file}").status_code == 200


@pytest.mark.parametrize("agreed", [False, True])
def test_as_many_queries_for_one_objective_as_for_many(
    cast: Cast, signed_in: SignedIn, agreed: bool
) -> None:
    made = Map(cast, 1)
    if agreed:
        made.agree()
    client = signed_in("quintiles_manager", View.OURS)
    counts = []
    for turn in range(2):
        for query in ("", "poster.pdf", "?map=ours", "?map=working"):
            client.get(f"{made.page}{query}")
            with CaptureQueriesContext(connection) as queries:
                client.get(f"{made.page}{query}")
            counts.append(len(queries))
        for i in range(5):
            made.objective(f"More {turn} {i}")
        if agreed:
            made.agree()
    assert counts[:4] == counts[4:]
    assert max(counts) <= MOST_QUERIES
