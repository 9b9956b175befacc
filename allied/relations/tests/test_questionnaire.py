"""The page at the end of a link: it works without an account, and tells nothing but its own."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from allied.foundation.access.actor import View as Look
from allied.relations import services
from allied.relations.models import Answer, Link

from .conftest import sheet_of


def address(token):
    return reverse("relations:questionnaire", args=[token])


@pytest.fixture
def door(made, opened, invite, answer):
    """A link of the first sheet, on which our view is given with a note of our own."""
    sheet = sheet_of(opened(made))
    answer(sheet, made.given(useful=Decimal(2)), comment="Between ourselves")
    link, token = invite(sheet)
    return link, address(token)


def values(made, **typed):
    return {f"value_{made.criteria[name].pk}": each for name, each in typed.items()}


def test_it_shows_its_own_questionnaire_and_nothing_else(made, door, cast, by):
    services.agree(by=by(), sheet=sheet_of(door[0].sheet.round), version=1, agreed="Our plan")
    page = Client().get(door[1])
    body = page.content.decode()
    assert page.status_code == 200
    for said in ("Quintiles asks", "We are heard.", "North site", "Sites", "2024-Q1"):
        assert said in body
    for hidden in (
        cast.alliance.name, cast.alliance.slug, "Solvay", "South site", "Share on time",
        "Between ourselves", "Our plan", "Quintiles manager", "0.25", "Log", "Sign",
    ):  # fmt: skip
        assert hidden not in body, hidden
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"


def test_fill_keep_send_read_correct(made, door):
    link, door_ = door
    client = Client()
    kept = client.post(door_, {"version": 0, "act": "keep", **values(made, useful="4")})
    assert kept.url == f"{door_}?kept=1"
    assert "Kept as a draft" in client.get(kept.url).content.decode()
    draft = Answer.objects.get(view="theirs")
    assert (draft.sent_at, draft.author) == (None, "Dr. Who")
    sent = client.post(door_, {"version": 1, "act": "send", **values(made, useful="3", fair="1")})
    assert sent.url == door_
    read = client.get(door_).content.decode()
    assert "Thank you" in read
    assert "<input" not in read.replace('<input type="hidden" name="correct" value="1">', "")
    corrected = client.get(f"{door_}?correct=1").content.decode()
    assert "replaces it as a correction" in corrected
    client.post(door_, {"version": 0, "act": "send", **values(made, useful="5")})
    rows = list(Answer.objects.filter(view="theirs").order_by("pk"))
    assert [(row.is_current, row.link_id) for row in rows] == [(False, link.pk), (True, link.pk)]
    assert rows[0].given[str(made.criteria["useful"].pk)]["value"] == "3"


def test_nobody_reads_a_draft_of_theirs(made, door, signed_in, cast):
    client = Client()
    data = {"version": 0, "act": "keep", "comment": "Not ready yet", **values(made, useful="1")}
    client.post(door[1], data)
    ours = signed_in("quintiles_manager")
    sheet = door[0].sheet
    for name, pk in (
        ("sheet", sheet.pk), ("round", sheet.round_id), ("matrix", made.template.pk),
        ("counterpart", sheet.counterpart_id), ("sheet_fill", sheet.pk),
    ):  # fmt: skip
        body = ours.get(reverse(f"relations:{name}", args=[cast.alliance.slug, pk]))
        assert "Not ready yet" not in body.content.decode()
    export = reverse("relations:matrix_export", args=[cast.alliance.slug, made.template.pk, "csv"])
    head, *rows = csv.reader(
        io.StringIO(b"".join(ours.get(export).streaming_content).decode("utf-8-sig"))
    )
    told = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert told["North site"]["Useful (1–5), their view"] == ""


def test_the_script_keeps_a_draft_quietly(made, door):
    client = Client()

    def quietly(version, **typed):
        data = {"version": version, "act": "keep", **values(made, **typed)}
        return client.post(door[1], data, headers={"X-Quietly": "1"})

    assert quietly(0, useful="4").json() == {"version": 1}
    assert quietly(1, useful="5").json() == {"version": 2}
    assert quietly(1, useful="1").status_code == 409
    assert quietly(2, useful="nine").status_code == 422
    assert Answer.objects.get(view="theirs").given[str(made.criteria["useful"].pk)]["value"] == "5"


def test_two_who_hold_the_link_are_shown_both_texts(made, door):
    one, two = Client(), Client()
    one.post(door[1], {"version": 0, "act": "keep", "comment": "First", **values(made, useful="4")})
    lost = two.post(
        door[1], {"version": 0, "act": "send", "comment": "Second", **values(made, useful="2")}
    )
    body = lost.content.decode()
    assert lost.status_code == 409
    assert "First" in body
    assert "Second</textarea>" in body


@pytest.mark.parametrize(
    "typed",
    [
        {"useful": "6"}, {"useful": "x"}, {"useful": "\0"}, {"fair": "2"}, {"useful": "9" * 10_000},
        {},
    ],
)  # fmt: skip
def test_bad_input_is_told_beside_the_field(made, door, typed):
    page = Client().post(door[1], {"version": 0, "act": "send", **values(made, **typed)})
    assert page.status_code == 422
    assert not Answer.objects.filter(view="theirs").exists()


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 40, "\0"])
def test_an_odd_version_is_no_fault_of_the_server(made, door, version):
    page = Client().post(door[1], {"version": version, **values(made, useful="3")})
    assert page.status_code in {409, 422}


def test_what_it_was_not_asked_is_not_taken(made, door):
    Client().post(door[1], {"version": 0, "act": "send", **values(made, useful="3", on_time="1")})
    assert list(Answer.objects.get(view="theirs").given) == [str(made.criteria["useful"].pk)]


def test_every_link_that_does_not_open_answers_the_same(made, door, by):
    client = Client()
    gone = client.get(address("never-was"))
    assert gone.status_code == 404
    link, door_ = door
    pages = [client.get(address("x" * 4000))]
    Link.objects.filter(pk=link.pk).update(expires_at=timezone.now())
    pages += [client.get(door_), client.post(door_, {"version": 0, **values(made, useful="3")})]
    Link.objects.filter(pk=link.pk).update(
        expires_at=timezone.now() + timedelta(days=1), withdrawn_at=timezone.now()
    )
    pages.append(client.get(door_))
    Link.objects.filter(pk=link.pk).update(withdrawn_at=None)
    assert client.get(door_).status_code == 200
    row = link.sheet.round
    services.close_round(by=by(), round=row, version=row.version)
    Link.objects.filter(pk=link.pk).update(withdrawn_at=None)
    pages.append(client.get(door_))
    assert {(page.status_code, page.content) for page in pages} == {(404, gone.content)}
    assert not Answer.objects.filter(view="theirs").exists()


def test_a_link_ends_with_the_part_of_its_side(make, opened, invite, by, cast):
    made = make(name="Private", view=Look.OURS)
    _link, token = invite(sheet_of(opened(made, view=Look.OURS)), view=Look.OURS)
    body = Client().get(address(token)).content.decode()
    assert "read by Quintiles alone" in body
    cast.quintiles.left_on = timezone.localdate()
    cast.quintiles.save()
    assert Client().get(address(token)).status_code == 404


def test_few_queries_whatever_is_asked(made, door):
    with CaptureQueriesContext(connection) as caught:
        assert Client().get(door[1]).status_code == 200
    assert len(caught) <= 3
    with CaptureQueriesContext(connection) as caught:
        assert Client().get(address("never-was")).status_code == 404
    assert len(caught) == 1


def test_whoever_is_signed_in_sees_no_more(made, door, signed_in):
    """Nor does the page know who that is."""
    body = signed_in("solvay_manager").get(door[1]).content.decode()
    assert "Solvay" not in body
    assert signed_in("solvay_manager", Look.PRESENT).get(door[1]).status_code == 302
