"""The pages: what they show, how they answer bad input, that their queries do not grow."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from allied.foundation.access.actor import View as Look
from allied.relations import services
from allied.relations.models import Answer, Counterpart, Criterion, Link, Round, Template

from .conftest import sheet_of


@pytest.fixture
def url(cast):
    return lambda name, *args: reverse(f"relations:{name}", args=[cast.alliance.slug, *args])


def asked(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def fill(row, made, answer, invite):
    """Both sides of every sheet of a round."""
    for number in range(row.sheets.count()):
        answer(sheet_of(row, number), made.given(useful=Decimal(3)))
        link, _ = invite(sheet_of(row, number))
        services.send_theirs(link=link, version=0, given=made.given(useful=Decimal(2)), comment="")


def test_lists_ask_as_often_for_many_as_for_one(
    make, opened, answer, invite, by, signed_in, url, cast
):
    client, counts = signed_in("quintiles_manager"), []
    for number in (1, 3):
        made = make(tuple(f"Site {n}" for n in range(number)), name=f"Template {number}")
        for quarter in ("2023-Q4", "2024-Q1")[: 1 if number == 1 else 2]:
            row = opened(made, quarter)
            fill(row, made, answer, invite)
            sheet = sheet_of(row)
            services.close_round(by=by(), round=row, version=row.version)
        pk = made.template.pk
        pages = (
            url("templates"), url("matrix", pk), url("template", pk), url("counterparts", pk),
            url("round", row.pk), url("sheet", sheet.pk), url("counterpart", sheet.counterpart_id),
        )  # fmt: skip
        counts.append([asked(client, address) for address in pages])
    few, many = counts
    # A second round has a round before it, whose answers the matrix and the sheet read too.
    assert [b - a for a, b in zip(few, many, strict=True)] == [0, 1, 0, 0, 0, 1, 0]
    assert max(many) <= 15


def test_from_nothing_to_a_matrix(signed_in, url, cast):
    client = signed_in("quintiles_manager")
    page = client.get(url("templates"))
    assert "No relationship scorecard yet" in page.content.decode()
    made = client.post(url("template_add"), {"name": "Customers", "begin_with": "customer"})
    template = Template.objects.get()
    assert made.url == url("template", template.pk)
    assert "No round yet" in client.get(url("matrix", template.pk)).content.decode()
    lines = "North Clinic; site; Dr. A; a@north.example\n\nSouth Clinic\n"
    client.post(url("counterparts_add", template.pk), {"lines": lines})
    assert list(Counterpart.objects.values_list("name", "email")) == [
        ("North Clinic", "a@north.example"), ("South Clinic", ""),
    ]  # fmt: skip
    opened = client.post(url("round_open", template.pk), {"quarter": "2024-q1"})
    row = Round.objects.get()
    assert opened.url == url("round", row.pk)
    sheet = row.sheets.get(counterpart__name="North Clinic")
    fields = {f"value_{c.pk}": "1" for c in Criterion.objects.all() if c.asked_of != "theirs"}
    sent = client.post(url("sheet_fill", sheet.pk), {"version": 0, "act": "send", **fields})
    assert sent.url == url("sheet", sheet.pk)
    body = client.get(url("matrix", template.pk)).content.decode()
    assert "North Clinic" in body
    assert "1 are not reviewed yet" in body


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("six", "not a number"), ("1e5", "exponent"), ("=1+1", "not a formula"), ("\0", "Null"),
        ("9" * 60, "too large"), ("9" * 61, "at most 60"),
    ],
)  # fmt: skip
def test_bad_figures_are_kept_and_told(made, opened, signed_in, url, typed, said):
    sheet = sheet_of(opened(made))
    field = f"value_{made.criteria['on_time'].pk}"
    for act in ("send", "keep"):
        page = signed_in("quintiles_manager").post(
            url("sheet_fill", sheet.pk), {"version": 0, "act": act, field: typed}
        )
        body = page.content.decode()
        assert page.status_code == 422
        assert said in body
        if typed.isascii() and "\0" not in typed and "=" not in typed:
            assert f'value="{typed}"' in body
    assert not Answer.objects.exists()


def test_a_lost_race_shows_both(made, opened, by, signed_in, url):
    sheet = sheet_of(opened(made))
    services.keep_draft(
        by=by("solvay_manager"), sheet=sheet, version=0, given=made.given(useful=Decimal(2)),
        comment="From the other side",
    )  # fmt: skip
    client = signed_in("quintiles_manager")
    useful = f"value_{made.criteria['useful'].pk}"
    data = {"version": 0, "act": "send", useful: "5", "comment": "Mine"}
    lost = client.post(url("sheet_fill", sheet.pk), data)
    body = lost.content.decode()
    assert lost.status_code == 409
    assert "From the other side" in body
    assert "Mine</textarea>" in body
    assert 'name="version" value="1"' in body
    assert client.post(url("sheet_fill", sheet.pk), {**data, "version": 1}).status_code == 302
    assert Answer.objects.get().given[str(made.criteria["useful"].pk)]["value"] == "5"


@pytest.mark.parametrize(
    "quarter", ["", "2024", "2024-01", "9999-Q1", "0001-Q1", "Q1", "\0", "2024-Q5", "2190-Q4"]
)
def test_no_quarter_no_round(made, signed_in, url, quarter):
    page = signed_in("quintiles_manager").post(
        url("round_open", made.template.pk), {"quarter": quarter, "due_on": "0001-01-01"}
    )
    assert page.status_code == 422
    assert not Round.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "x" * 10_000}, {"name": "\0"}, {"name": "ok", "email": "nobody"},
        {"name": "ok", "owner": "999999"}, {"name": "ok", "owner": "x"},
        {"name": "ok", "active_from": "9999-12-31"}, {"name": "ok", "active_from": "0001-01-01"},
        {"name": "ok", "active_from": "2024-02-02", "active_until": "2024-02-01"},
        {"name": "ok", "email": "a" * 300 + "@site.example"}, {"name": "ok", "version": "9" * 40},
    ],
)  # fmt: skip
def test_counterparts_that_cannot_be_kept(made, signed_in, url, fields):
    page = signed_in("quintiles_manager").post(url("counterpart_add", made.template.pk), fields)
    assert page.status_code == 422
    assert Counterpart.objects.count() == 2


def test_criteria_keep_what_was_typed(made, signed_in, url):
    client = signed_in("quintiles_manager")
    address = url("criterion_add", made.dimensions["openness"].pk)
    typed = {
        "name": "New", "question": "New?", "asked_of": "both", "kind": "number",
        "preset": "red_flag_goal", "direction": "higher", "red_flag": "ninety", "target": "",
        "weight": "NaN",
    }  # fmt: skip
    page = client.post(address, typed)
    assert page.status_code == 422
    assert 'value="ninety"' in page.content.decode()
    good = client.post(address, {**typed, "red_flag": "1,000.5", "target": "2000", "weight": ""})
    assert good.status_code == 302
    row = Criterion.objects.get(name="New")
    assert row.anchors == {"red_flag": "1000.5", "target": "2000"}
    page = client.get(url("criterion_edit", row.pk)).content.decode()
    assert 'value="1000.5"' in page


def test_the_owner_sees_what_waits(made, opened, by, cast, signed_in, url):
    services.edit_counterpart(
        by=by(), counterpart=made.counterparts[0], version=1, owner=cast.member
    )
    row = opened(made)
    client = signed_in("member")
    assert "One sheet of yours waits" in client.get(url("templates")).content.decode()
    assert "One relationship of yours to review" in client.get("/").content.decode()
    assert "of yours to review" not in signed_in("measure_owner").get("/").content.decode()
    page = client.get(url("round", row.pk) + "?mine=1").content.decode()
    assert "North site" in page
    assert "South site" not in page
    mine, other = sheet_of(row), sheet_of(row, 1)
    assert client.get(url("sheet_fill", mine.pk)).status_code == 200
    assert client.get(url("sheet_fill", other.pk)).status_code == 403
    assert client.get(url("link_send", other.pk)).status_code == 403
    assert signed_in("reader").get(url("sheet_fill", mine.pk)).status_code == 403


def test_a_link_is_shown_once(made, opened, signed_in, url, mailoutbox):
    sheet = sheet_of(opened(made))
    client = signed_in("quintiles_manager")
    page = client.post(url("link_send", sheet.pk), {"email": "A@Site.example", "contact": "A"})
    body = page.content.decode()
    assert "/q/" in body
    link = Link.objects.get()
    assert link.email == "a@site.example"
    assert "/q/" not in client.get(url("round", sheet.round_id)).content.decode()
    client.post(url("link_withdraw", link.pk))
    link.refresh_from_db()
    assert link.withdrawn_at


def test_closing_says_what_it_leaves_open(made, opened, by, signed_in, url):
    row = opened(made)
    services.keep_draft(
        by=by(), sheet=sheet_of(row), version=0, given=made.given(useful=Decimal(2)), comment=""
    )
    client = signed_in("quintiles_manager")
    page = client.get(url("round_close", row.pk)).content.decode()
    assert "Our view: given of 0 of 2." in page
    assert "One draft was begun and not sent" in page
    client.post(url("round_close", row.pk), {"version": 9})
    assert Round.objects.get().is_open
    client.post(url("round_close", row.pk), {"version": row.version})
    assert not Round.objects.get().is_open


def test_present_mode_reads_and_does_not_write(made, opened, answer, signed_in, url):
    row = opened(made)
    answer(sheet_of(row), made.given(useful=Decimal(3)))
    client = signed_in("quintiles_manager", Look.PRESENT)
    page = client.get(url("matrix", made.template.pk)).content.decode()
    assert "North site" in page
    for name, pk in (("sheet_fill", sheet_of(row).pk), ("round_close", row.pk)):
        assert client.get(url(name, pk)).status_code == 403
