"""The matrix: both views apart, trend, order, narrowing, pages, the file of it."""

import csv
import io
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.urls import reverse

from allied.foundation.access.actor import View as Look
from allied.relations import services
from allied.relations.choices import Choices
from allied.relations.definition import from_json
from allied.relations.models import Answer, Sheet
from allied.relations.queries import matrix_of, templates_of
from allied.relations.queries.cells import WIDE_GAP, Cell, Gap

from .conftest import sheet_of


def matrix(by, made, **choices):
    return matrix_of(by(), made.template, Choices(**choices))


@pytest.fixture
def two_rounds(made, opened, answer, invite, by):
    """North falls from 1 to 0.5 in our view and says 1 itself; South rises from 0.25 to 0.75."""
    first = opened(made, "2024-Q1")
    answer(sheet_of(first), made.given(useful=Decimal(5)))
    answer(sheet_of(first, 1), made.given(useful=Decimal(2)))
    services.close_round(by=by(), round=first, version=first.version)
    second = opened(made, "2024-Q2")
    answer(sheet_of(second), made.given(useful=Decimal(3)))
    answer(sheet_of(second, 1), made.given(useful=Decimal(4)))
    link, _ = invite(sheet_of(second))
    services.send_theirs(link=link, version=0, given=made.given(useful=Decimal(5)), comment="")
    return first, second


def test_both_views_the_gap_and_the_trend(made, two_rounds, by):
    found = matrix(by, made)
    north, south = found.rows
    assert (north.name, south.name) == ("North site", "South site")  # the weakest first
    assert (north.overall.score, north.other.score) == (0.5, 1.0)  # never one number of the two
    assert north.gap.size == pytest.approx(0.5)
    assert north.gap.is_wide
    assert (north.overall.move, south.overall.move) == (-0.5, 0.5)
    assert (north.overall.trend, north.overall.is_better) == ("down", False)
    assert south.gap.size is None
    assert south.other == Cell()
    assert found.fallen is north
    assert found.mean.score == pytest.approx(0.625)
    theirs = matrix(by, made, view="theirs")
    assert [row.overall.score for row in theirs.rows] == [1.0, None]
    assert theirs.mean.score == 1.0


def test_drafts_and_what_was_corrected_do_not_count(made, opened, answer, by):
    sheet = sheet_of(opened(made))
    answer(sheet, made.given(useful=Decimal(2)))
    answer(sheet, made.given(useful=Decimal(5)))
    services.keep_draft(
        by=by(), sheet=sheet, version=0, given=made.given(useful=Decimal(1)), comment=""
    )
    scores = {row.name: row.overall.score for row in matrix(by, made).rows}
    assert scores == {"North site": 1.0, "South site": None}


def test_a_round_of_the_past_is_compared_with_its_own_past(made, two_rounds, by):
    first, second = two_rounds
    assert matrix(by, made).round == second
    past = matrix(by, made, round=first.pk)
    assert (past.round, past.before) == (first, None)
    assert [row.overall.move for row in past.rows] == [None, None]


def test_order(made, two_rounds, by):
    def names(**choices):
        return [row.name[0] for row in matrix(by, made, **choices).rows]

    part = f"p{made.dimensions['service'].pk}"
    assert names() == ["N", "S"]
    assert names(sort="overall", down=True) == ["S", "N"]
    assert names(sort="name", down=True) == ["S", "N"]
    assert names(sort="move") == ["N", "S"]
    assert names(sort="gap", down=True) == ["N", "S"]
    assert names(sort=part) == ["N", "S"]
    assert names(sort=part, view="theirs", down=True) == ["N", "S"]  # nothing stands last
    assert names(sort=part, view="theirs") == ["N", "S"]
    assert names(sort="p999999") == ["N", "S"]


def test_narrowing(made, two_rounds, by):
    services.edit_counterpart(by=by(), counterpart=made.counterparts[1], version=1, kind="lab")
    for choices, names in (
        ({"kind": "lab"}, ["South site"]), ({"q": "NORTH"}, ["North site"]),
        ({"status": "on_track"}, ["South site"]), ({"status": "off_track"}, []),
    ):  # fmt: skip
        found = matrix(by, made, **choices)
        assert [row.name for row in found.rows] == names
        assert found.total == 2
        assert found.counts["on_track"] == 1  # the sentence speaks of all


def test_a_dimension_unfolds_into_what_was_asked_of_that_side(made, two_rounds, by):
    service = made.dimensions["service"].pk
    ours = matrix(by, made, open=service)
    assert [c.name for c in ours.columns] == ["Openness", "Service", "On time", "Useful"]
    theirs = matrix(by, made, open=service, view="theirs")
    assert [c.name for c in theirs.columns] == ["Openness", "Service", "Useful"]
    gap = matrix(by, made, open=service, view="gap")
    assert [c.name for c in gap.columns] == ["Openness", "Service", "On time", "Useful"]
    useful = ours.rows[0].cells[3]
    assert (useful.score, useful.move) == (0.5, -0.5)


def test_a_renamed_dimension_is_the_same_in_the_trend(made, opened, answer, by):
    first = opened(made, "2024-Q1")
    answer(sheet_of(first), made.given(useful=Decimal(5)))
    services.close_round(by=by(), round=first, version=first.version)
    services.edit_dimension(
        by=by(), dimension=made.dimensions["service"], version=1, name="What we get", weight=2
    )
    second = opened(made, "2024-Q2")
    answer(sheet_of(second), made.given(useful=Decimal(4)))
    found = matrix(by, made)
    assert found.columns[1].name == "What we get"
    assert found.rows[0].cells[1].move == pytest.approx(-0.25)
    assert found.before.revision != found.round.revision
    assert matrix(by, made, round=first.pk).columns[1].name == "Service"


def test_the_list_shows_the_latest_round(made, two_rounds, by, cast):
    [kept] = templates_of(by(), cast.alliance)
    latest = kept.latest
    assert (latest, kept.counterparts) == (two_rounds[1], 2)
    assert (latest.ours_count, latest.theirs_count, latest.sheet_count) == (2, 1, 2)


@pytest.mark.parametrize("size", [WIDE_GAP, -WIDE_GAP, 0.1 + 0.1])
def test_a_gap_of_two_tenths_is_wide(size):
    assert Gap(size).is_wide
    assert not Gap(size / 2).is_wide


@pytest.mark.parametrize(
    "query",
    [
        "round=x&view=both&sort=' OR 1&open=-1&page=0", "page=99999999999999999999", "round=²",
        "sort=p&open=٣", "q=%00%ff&kind=" + "k" * 500, "down=yes&status=stale", "page=1e9",
    ],
)  # fmt: skip
def test_odd_addresses_are_as_if_not_there(made, two_rounds, signed_in, cast, query):
    choices = Choices.of(QueryDict(query))
    assert choices.page >= 1
    page = reverse("relations:matrix", args=[cast.alliance.slug, made.template.pk])
    assert signed_in("reader").get(f"{page}?{query}").status_code == 200


def test_choices_go_into_the_address_and_back():
    choices = Choices(round=4, view="gap", sort="p7", down=True, kind="a&b", q="é", open=3, page=2)
    assert Choices.of(QueryDict(choices.query(page=2).removeprefix("?"))) == choices
    assert "page" not in choices.query(sort="name")


def test_hundreds_of_counterparts_stand_on_pages(make, opened, by, signed_in, cast):
    made = make(tuple(f"Site {n:03}" for n in range(120)))
    row = opened(made)
    asked = from_json(row.definition)
    Answer.objects.bulk_create(
        Answer(
            sheet=sheet, view="ours", author="x", sent_at=row.opened_at, is_current=True,
            score=number / 200, status="caution", coverage=1,
            scores={"parts": {str(asked.parts[0].id): [0.5, "caution", 1.0]}, "criteria": {}},
        )
        for number, sheet in enumerate(Sheet.objects.filter(round=row).order_by("pk"))
    )  # fmt: skip
    first, last = matrix(by, made), matrix(by, made, page=99)
    assert (len(first.rows), first.pages, last.page, len(last.rows)) == (50, 3, 3, 20)
    assert (first.rows[0].overall.score, last.rows[-1].overall.score) == (0, 119 / 200)
    page = reverse("relations:matrix", args=[cast.alliance.slug, made.template.pk])
    body = signed_in("reader").get(page).content
    assert b"Page 1 of 3, 120 counterparts" in body
    assert len(body) < 200_000


def test_the_file_holds_both_views_and_no_formula(
    make, opened, answer, invite, by, signed_in, cast
):
    made = make(("=HYPERLINK(1)", "+South"))
    row = opened(made)
    first = sheet_of(row)
    answer(first, made.given(useful=Decimal(4), fair=Decimal(1)))
    link, _ = invite(first)
    services.send_theirs(link=link, version=0, given=made.given(useful=Decimal(2)), comment="")
    client = signed_in("reader")
    address = reverse("relations:matrix_export", args=[cast.alliance.slug, made.template.pk, "csv"])
    body = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(body))
    told = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert set(told) == {"'=HYPERLINK(1)", "'+South"}
    formula = told[f"'{first.counterpart.name}"]
    assert formula["Service, our view"] == "0.75"
    assert formula["Service, their view"] == "0.25"
    assert formula["Service, gap"] == "-0.5"
    assert formula["Useful (1–5), their view"] == "2"
    assert formula["Fair, our view"] == "1"
    assert formula["Fair, their view"] == ""  # not answered is no zero
    xlsx = client.get(address.replace("csv", "xlsx"))
    assert b"".join(xlsx.streaming_content)[:2] == b"PK"
    assert client.get(address.replace("csv", "exe")).status_code == 404


def test_our_room_is_its_own(make, opened, by, cast):
    ours = make(name="Private", view=Look.OURS)
    assert ours.template.room == cast.quintiles_room
    make(name="Private", view=Look.JOINT)  # the same name elsewhere is no clash
    for who, look in (("solvay_manager", Look.OURS), ("quintiles_manager", Look.JOINT)):
        assert [k.template.room for k in templates_of(by(who, look), cast.alliance)] == [cast.joint]
    assert len(templates_of(by(view=Look.OURS), cast.alliance)) == 2
