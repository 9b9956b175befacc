"""The page where a formula is written, and what the measure's page says of it."""

import pytest
from django.urls import reverse

from allied.foundation.access.actor import View
from allied.scorecard.derived.services import set_formula
from allied.scorecard.models import Formula, Measure


@pytest.fixture
def page(cast, measure_of, signed_in):
    """`page(text=…, save=1)`: what the form answers; without values what it shows."""
    measure_of([10, 20], "Plan quality")
    made = measure_of([], "Twice the quality")
    client = signed_in("quintiles_manager", View.JOINT)

    def ask(**posted):
        address = reverse("scorecard:measure_formula", args=[cast.alliance.slug, made.pk])
        return client.post(address, posted) if posted else client.get(address)

    ask.measure = made
    ask.client = client
    return ask


def test_write_look_and_save(page):
    shown = page().content.decode()
    assert "Plan quality" in shown
    assert 'value="[Plan quality]"' in shown
    look = page(text="2 * [Plan quality]", seen=0, preview=1)
    assert look.status_code == 200
    assert "“Plan quality” is 20." in look.content.decode()
    assert ">40</td>" in look.content.decode()
    assert not Formula.objects.exists()
    saved = page(text="2 * [Plan quality]", seen=0, save=1)
    assert saved.status_code == 302
    measure = page.client.get(saved.url).content.decode()
    assert "2 * [Plan quality]" in measure
    assert '<span dir="auto">computed</span>' in measure
    assert 'name="value"' not in measure


def test_inserting_without_scripts(page):
    answer = page(text="2 *", seen=0, insert="[Plan quality]")
    assert answer.status_code == 200
    assert "2 * [Plan quality]</textarea>" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2 * [Plan quality", "Character 5"),
        ("", "Write a formula"),
        ("2 * [Plan\0]", ""),
        ("(" * 3000, "at most 2000"),
        ("[" + "x" * 1000 + "]", "There is no measure"),
        ("<script>alert(1)</script>", "&lt;"),
        ("\u202e[Plan quality] +", "Character 1"),
        ("1e308 * [Plan quality]", "An operator"),
        ("NaN + [Plan quality]", "There is no function"),
    ],
)
def test_faults_stand_below_the_text(page, text, said):
    answer = page(text=text, seen=0, save=1)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert said in body
    assert "<script>alert" not in body
    assert not Formula.objects.exists()


def test_bad_hidden_fields(page):
    for seen in ("x", "-1", "9" * 40, "\0"):
        assert page(text="2 * [Plan quality]", seen=seen, save=1).status_code in {409, 422}
    assert page(insert="\0" * 10).status_code == 200


def test_the_second_writer_sees_both_texts(page, by):
    set_formula(by=by, measure=page.measure, text="3 * [Plan quality]")
    answer = page(text="2 * [Plan quality]", seen=0, save=1)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "3 * [Plan quality]" in body
    assert "2 * [Plan quality]</textarea>" in body
    current = Formula.objects.in_use().get()
    assert page(text="2 * [Plan quality]", seen=current.pk, save=1).status_code == 302


def test_stop(page, by, cast):
    formula = set_formula(by=by, measure=page.measure, text="3 * [Plan quality]")
    address = reverse("scorecard:formula_stop", args=[cast.alliance.slug, page.measure.pk])
    assert page.client.post(address, {"seen": formula.pk + 1}).url.endswith("/formula/")
    assert page.client.post(address, {"seen": formula.pk}).status_code == 302
    assert not Formula.objects.in_use().exists()


def test_queries_do_not_grow(page, measure_of, by, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page()
    for number in range(3):
        made = measure_of([1], f"More {number}")
        set_formula(by=by, measure=made, text="[Plan quality]")
    with django_assert_max_num_queries(12):
        page()
    with django_assert_max_num_queries(12):
        page(text="2 * [Plan quality]", seen=0, preview=1)


def test_a_measure_page_says_what_is_computed_from_it(page, by, cast):
    set_formula(by=by, measure=page.measure, text="3 * [Plan quality]")
    quality = Measure.objects.get(name="Plan quality")
    address = reverse("scorecard:measure", args=[cast.alliance.slug, quality.pk])
    assert "Computed from this measure" in page.client.get(address).content.decode()
    retire = reverse("scorecard:measure_retire", args=[cast.alliance.slug, quality.pk])
    assert "will get no new values" in page.client.get(retire).content.decode()
