"""The forms of a measure and of its targets."""

import pytest
from django.urls import reverse

from allied.foundation.access.actor import View
from allied.scorecard.models import Measure, Standing, Target
from allied.scorecard.services import edit_measure


@pytest.fixture
def url(cast):
    def to(name, measure=None):
        args = [cast.alliance.slug, measure.pk] if measure else [cast.alliance.slug]
        return reverse(f"scorecard:{name}", args=args)

    return to


@pytest.fixture
def given(objective):
    return {
        "objective": objective.pk, "name": "Trust score", "kind": "survey", "unit": "points",
        "preset": "baseline_target", "direction": "higher", "frequency": "quarter",
        "aggregation": "last", "baseline": "1", "target": "1,500.5", "weight": "2",
        "valid_from": "2020-01-01", "capped": "on",
    }  # fmt: skip


def posted_of(form):
    """What a browser would post of the form as it stands."""
    posted = {}
    for field in form:
        value = field.value()
        if value not in (None, False, ""):
            posted[field.html_name] = "on" if value is True else value
    return posted


def test_a_measure_is_added_with_its_target(signed_in, url, given):
    answer = signed_in("theme_leader").post(url("measure_add"), given)
    measure = Measure.objects.get()
    assert answer.url == url("measure", measure)
    target = Target.objects.get()
    assert (measure.name, measure.kind, measure.capped) == ("Trust score", "survey", True)
    assert (target.baseline, target.target, target.weight) == (1, 1500.5, 2)
    assert (measure.on_track_from, measure.caution_from) == (2 / 3, 1 / 3)


def test_values_of_another_preset_are_not_taken(signed_in, url, given):
    given |= {"threshold": "7", "stretch": "2,000"}
    signed_in("theme_leader").post(url("measure_add"), given)
    assert (Target.objects.get().threshold, Target.objects.get().stretch) == (None, 2000)


def test_a_measure_may_wait_for_its_target(signed_in, url, given):
    for name in ("baseline", "target", "weight"):
        del given[name]
    assert signed_in("theme_leader").post(url("measure_add"), given).status_code == 302
    assert not Target.objects.exists()


BAD = [
    ("name", ""), ("name", "x" * 10_000), ("name", "a\0b"), ("unit", "x" * 41),
    ("kind", "nonsense"), ("preset", "nonsense"), ("direction", "at_least"),
    ("frequency", "day"), ("baseline", "1e308"), ("baseline", "=1+1"), ("baseline", "１"),
    ("target", "1"), ("target", "0.5"), ("target", ""), ("target", "9" * 10_000),
    ("valid_from", "someday"), ("valid_from", "0001-01-01"), ("weight", "-1"),
    ("weight", "NaN"), ("weight", "1e308"), ("tolerance_days", "-3"), ("on_track_from", "7"),
    ("on_track_from", "nan"), ("caution_from", "0.9"), ("owner", "999999"), ("objective", "0"),
    ("baseline_on", "x"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "typed"), BAD)
def test_what_cannot_be_is_told_beside_its_field_and_kept(signed_in, url, given, field, typed):
    answer = signed_in("theme_leader").post(url("measure_add"), {**given, field: typed})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert field in form.errors
    assert form[field].value() == typed
    assert form["name"].value() == (typed if field == "name" else "Trust score")
    assert not Measure.objects.exists()


def test_a_currency_nobody_knows_is_refused(signed_in, url, given):
    answer = signed_in("theme_leader").post(
        url("measure_add"), {**given, "kind": "money", "currency": "XYZ"}
    )
    assert "“XYZ” is not a currency" in answer.content.decode()


def test_a_name_taken_is_told(signed_in, url, given):
    client = signed_in("theme_leader")
    client.post(url("measure_add"), given)
    answer = client.post(url("measure_add"), given)
    assert "name" in answer.context["form"].errors


def test_in_our_view_it_is_ours(cast, signed_in, url, given):
    client = signed_in("quintiles_manager", View.OURS)
    assert "Only Quintiles sees this" in client.get(url("measure_add")).content.decode()
    client.post(url("measure_add"), given)
    assert Measure.objects.get().room == cast.quintiles_room


def test_owners_offered_are_those_who_can_own(cast, signed_in, url, objective):
    assert objective
    joint = signed_in("quintiles_manager").get(url("measure_add")).content.decode()
    assert "Solvay manager" in joint
    assert "Outsider" not in joint
    assert "Former member" not in joint
    ours = signed_in("quintiles_manager", View.OURS).get(url("measure_add")).content.decode()
    assert "Solvay manager" not in ours


def test_the_form_of_a_measure_saves_what_it_shows(signed_in, url, measure_of):
    measure = measure_of([50], name="Trust", target_values={"baseline": 0.5, "target": 1234.25})
    client = signed_in("theme_leader")
    before = Standing.objects.values().get(), Target.objects.count()
    posted = posted_of(client.get(url("measure_edit", measure)).context["form"])
    assert client.post(url("measure_edit", measure), posted).status_code == 302
    assert (Standing.objects.values().get(), Target.objects.count()) == before
    measure.refresh_from_db()
    assert (measure.on_track_from, measure.capped) == (2 / 3, True)


def test_the_second_writer_is_shown_both_texts(by, signed_in, url, measure_of):
    measure = measure_of(name="Trust")
    client = signed_in("theme_leader")
    posted = posted_of(client.get(url("measure_edit", measure)).context["form"])
    edit_measure(by=by, measure=measure, version=1, name="Confidence", unit="of 5")
    answer = client.post(url("measure_edit", measure), {**posted, "name": "Faith"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Confidence" in text
    assert "of 5" in text
    form = answer.context["form"]
    assert form["name"].value() == "Faith"
    assert client.post(url("measure_edit", measure), posted_of(form)).status_code == 302
    measure.refresh_from_db()
    assert measure.name == "Faith"


def test_a_target_is_set_from_a_day(signed_in, url, measure_of):
    measure, client = measure_of([50]), signed_in("theme_leader")
    given = {"valid_from": "2020-01-01", "baseline": "0", "target": "200", "weight": "1"}
    assert client.post(url("target_set", measure), given).status_code == 302
    assert Standing.objects.get().score == 0.25
    for field, typed in (("target", "0"), ("target", ""), ("valid_from", ""), ("baseline", "NaN")):
        answer = client.post(url("target_set", measure), {**given, field: typed})
        assert answer.status_code == 422
        assert field in answer.context["form"].errors


def test_only_the_values_of_the_preset_are_asked_for(signed_in, url, measure_of):
    measure = measure_of(
        preset="threshold", direction="at_most", target_values={"threshold": 5, "margin": 1}
    )
    form = signed_in("theme_leader").get(url("target_set", measure)).context["form"]
    assert [field.name for field in form.value_fields] == ["threshold", "margin"]


def test_a_measure_is_retired(signed_in, url, measure_of):
    measure, client = measure_of(), signed_in("theme_leader")
    for version in ("x", "", "7", "9" * 30):
        given = {"version": version, "reason": "Outlived", "since": "2024-01-01"}
        assert client.post(url("measure_retire", measure), given).status_code in {409, 422}
        measure.refresh_from_db()
        assert measure.removed_at is None
    client.post(url("measure_retire", measure), {**given, "version": "1"})
    measure.refresh_from_db()
    assert measure.removed_at is not None


@pytest.mark.parametrize("who", ["measure_owner", "member", "reader", "quintiles_sponsor"])
def test_others_may_not(signed_in, url, measure_of, who):
    measure, client = measure_of(), signed_in(who)
    for address in (url("measure_add"), url("measure_edit", measure), url("target_set", measure)):
        assert client.get(address).status_code == 403
    assert client.post(url("measure_retire", measure), {"version": "1"}).status_code == 403


def test_without_objectives_the_map_comes_first(signed_in, url):
    text = signed_in("theme_leader").get(url("measure_add")).content.decode()
    assert "A measure hangs on an objective" in text
