"""The poster's page: choices, rooms, what it costs, and what it never does."""

import io
from collections.abc import Callable

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from allied.alliances.actors import actor_of
from allied.cockpit.poster import views
from allied.foundation.access.actor import View
from allied.strategy import services
from allied.strategy.models import Objective
from tests.support.cast import Cast

MOST_QUERIES = 13  # those of the map, and the partners
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
    assert f"{made.page}poster.pdf?lights=1&amp;paper=a3&amp;room=joint" in text
    assert "With our room" not in text


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
    "paper=a0", "paper=", "lights=maybe", "room=theirs", "paper=a3%00", "lights=1e308",
    "room=ours&room=joint&paper=" + "x" * 5000,
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
    chosen = words_of(client, f"{made.page}poster.pdf?room=ours")
    assert "Our secret aim" in chosen
    assert "Our room of Quintiles – confidential" in chosen
    assert "marked as confidential" in client.get(f"{made.page}?room=ours").content.decode()


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
    before = [client.get(f"{made.page}poster.{each}?room=ours").content for each in ("pdf", "svg")]
    made.objective("Our secret aim", ours=True)
    after = [client.get(f"{made.page}poster.{each}?room=ours").content for each in ("pdf", "svg")]
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


def test_names_of_all_kinds(made: Map, signed_in: SignedIn) -> None:
    for title in ("W" * 140, "שלום עולם", "e" + "\u0301" * 100, "<b>&amp;</b>", "\U0001f680"):
        made.objective(title)
    client = signed_in("reader")
    for file in ("", "poster.pdf", "poster.svg"):
        assert client.get(f"{made.page}{file}").status_code == 200


def test_as_many_queries_for_one_objective_as_for_many(cast: Cast, signed_in: SignedIn) -> None:
    made = Map(cast, 1)
    client = signed_in("reader")
    counts = []
    for turn in range(2):
        for file in ("", "poster.pdf"):
            client.get(f"{made.page}{file}")
            with CaptureQueriesContext(connection) as queries:
                client.get(f"{made.page}{file}")
            counts.append(len(queries))
        for i in range(5):
            made.objective(f"More {turn} {i}")
    assert counts[:2] == counts[2:]
    assert max(counts) <= MOST_QUERIES
