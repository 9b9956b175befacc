"""The page of one measure: chart, explanation, history, a reading in place, a status by hand."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from allied.foundation.access.actor import View
from allied.scorecard.models import Reading, StatusByHand
from allied.scorecard.services import (
    Entry,
    edit_measure,
    lock_period,
    record_reading,
    record_readings,
    retire_measure,
    set_status_by_hand,
    set_target,
)


@pytest.fixture
def url(cast):
    return lambda measure, name="measure": reverse(
        f"scorecard:{name}", args=[cast.alliance.slug, measure.pk]
    )


def text_of(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


@pytest.mark.parametrize("who", ["quintiles_manager", "solvay_manager", "theme_leader", "reader"])
def test_it_tells_all_of_a_measure(by, signed_in, url, measure_of, periods, who):
    measure = measure_of([20, 40, 60], name="Trust score", unit="points", source="Survey")
    record_reading(by=by, measure=measure, period=periods(1)[0], value=50, note="Counted again")
    text = text_of(signed_in(who).get(url(measure)))
    for word in ("Trust score", "points", "Survey", "Why 0.50", "The reading is 50.", "Caution"):
        assert word in text
    assert "<del>60</del>" in text
    assert "Counted again" in text
    assert "Quintiles manager" in text
    assert '<svg class="chart-plot"' in text
    assert ("Enter or correct a reading" in text) is (who != "reader")


@pytest.mark.parametrize("who", ["outsider", "former_member"])
def test_for_anybody_else_it_does_not_exist(signed_in, url, measure_of, who):
    assert signed_in(who).get(url(measure_of())).status_code == 404


def test_ours_is_ours_alone(signed_in, url, ours, measure_of):
    private = measure_of([5], by=ours)
    assert "Only Quintiles sees this" in text_of(
        signed_in("quintiles_manager", View.OURS).get(url(private))
    )
    for who, view in (
        ("quintiles_manager", View.JOINT),
        ("quintiles_manager", View.PRESENT),
        ("solvay_manager", View.OURS),
    ):
        client = signed_in(who, view)
        for name in ("measure", "measure_edit", "target_set"):
            assert client.get(url(private, name)).status_code in {403, 404}
        for name in ("reading_enter", "status_set", "status_end", "measure_retire"):
            assert client.post(url(private, name)).status_code in {403, 404}


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "yes_no", "preset": "yes_no", "target_values": None},
        {"kind": "date", "target_values": {"baseline": 738_000, "target": 738_300}},
        {"preset": "threshold", "direction": "at_least",
         "target_values": {"threshold": 1, "margin": 5}},
        {"preset": "on_target", "direction": "on_target",
         "target_values": {"low": 0, "target": 1, "high": 9}},
        {"preset": "ratio", "target_values": {"target": 4}},
        {"preset": "ratio", "direction": "lower", "target_values": {"target": 4}},
        {"preset": "worst_best", "direction": "lower",
         "target_values": {"worst": 9, "red_flag": 8, "target": 5, "best": 1}},
        {"preset": "minimum_maximum", "target_values": {"minimum": 0, "maximum": 9}},
        {"preset": "commit_stretch",
         "target_values": {"baseline": 0, "commit": 1, "target": 2, "stretch": 3}},
        {"target_values": None},
        {"aggregation": "sum", "frequency": "month"},
    ],
)  # fmt: skip
def test_every_way_of_judging_is_drawn_and_told(signed_in, url, measure_of, fields):
    values = [738_100, 738_200] if fields.get("kind") == "date" else [0, 1, 1]
    measure = measure_of(values, **fields)
    text = text_of(signed_in("reader").get(url(measure)))
    assert '<svg class="chart-plot"' in text
    assert not re.search(r"\bNaN\b", text)  # a token may contain the letters


def test_an_empty_measure_says_what_comes_first(signed_in, url, measure_of):
    text = text_of(signed_in("quintiles_manager").get(url(measure_of(target_values=None))))
    for word in ("No reading yet", "No target yet", "Nothing has been reported yet."):
        assert word in text


def test_the_queries_do_not_grow_with_the_history(signed_in, url, measure_of, cast):
    client = signed_in("quintiles_manager")

    def cost(measure):
        client.get(url(measure))
        with CaptureQueriesContext(connection) as queries:
            text_of(client.get(url(measure)))
        return len(queries)

    assert cost(measure_of([1])) == cost(measure_of(list(range(30)))) <= 12


def test_a_long_history_is_told_page_by_page(by, signed_in, url, measure_of, periods):
    measure = measure_of(frequency="month")
    months = periods(130, "month")
    entries = [Entry(measure=measure, period=p, value=n) for n, p in enumerate(months)]
    record_readings(by=by, entries=entries, notes_required=False)
    client, seen, address = signed_in("reader"), [], url(measure)
    for _ in range(6):
        answer = client.get(address)
        page = answer.context["page"]
        seen += [row.reading.value for row in page.history]
        address = f"{url(measure)}?before={page.older_than}"
    assert seen == list(range(129, -1, -1))
    assert page.older_than == ""
    for nonsense in ("x", "2021-01-01", "_", "2021-99-01_1", "9" * 100):
        assert client.get(url(measure), {"before": nonsense}).status_code == 200


# ---- a reading in place ----


def enter(client, address, **fields):
    return client.post(address, fields)


def test_a_reading_is_entered_in_place(signed_in, url, measure_of):
    measure = measure_of()
    answer = enter(
        signed_in("quintiles_manager"), url(measure, "reading_enter"),
        period="2021-Q1", value="1,234.5", note="counted", newest="0",
    )  # fmt: skip
    assert answer.status_code == 302
    assert (Reading.objects.get().value, Reading.objects.get().note) == (1234.5, "counted")


BAD = [
    ("value", "1e308"), ("value", "NaN"), ("value", "inf"), ("value", "=1+1"), ("value", "１２"),
    ("value", "9" * 10_000), ("value", ""), ("value", "a\0b"), ("period", "someday"),
    ("period", "2021-03"), ("period", "2999-Q1"), ("period", "2021-Q5"), ("period", "x" * 10_000),
    ("note", "x" * 10_000),
]  # fmt: skip


@pytest.mark.parametrize(("field", "typed"), BAD)
def test_what_cannot_be_is_told_beside_its_field_and_kept(signed_in, url, measure_of, field, typed):
    given = {"period": "2021-Q1", "value": "5", "note": "said", "newest": "0", field: typed}
    answer = enter(signed_in("quintiles_manager"), url(measure_of(), "reading_enter"), **given)
    assert answer.status_code == 422
    form = answer.context["reading_form"]
    assert list(form.errors) == [field]
    assert form[field].value() == typed
    assert not Reading.objects.exists()


def test_a_fall_asks_for_a_note_beside_the_note(signed_in, url, measure_of, periods):
    measure = measure_of([90, None])
    answer = enter(
        signed_in("quintiles_manager"), url(measure, "reading_enter"), value="5",
        period=f"{periods(1)[0].start.year}-Q{(periods(1)[0].start.month + 2) // 3}",
    )  # fmt: skip
    assert "The status falls: say why in a note." in text_of(answer, 422)


def test_who_saved_first_is_shown_and_can_be_corrected(by, signed_in, url, measure_of):
    measure = measure_of()
    client = signed_in("solvay_manager")
    newest = client.get(url(measure)).context["page"].last_reading_id
    from allied.pure.periods import parse_period

    record_reading(by=by, measure=measure, period=parse_period("2021-Q1"), value=77)
    given = {"period": "2021-Q1", "value": "5", "note": "said", "newest": newest}
    answer = enter(client, url(measure, "reading_enter"), **given)
    assert "Somebody else saved 77 for this period" in text_of(answer, 409)
    form = answer.context["reading_form"]
    assert form["value"].value() == "5"
    given["newest"] = form["newest"].value()
    assert enter(client, url(measure, "reading_enter"), **given).status_code == 302
    assert [r.value for r in Reading.objects.filter(is_current=True)] == [5]


def test_a_locked_period_names_who_can_reopen_it(by, cast, signed_in, url, measure_of):
    measure = measure_of()
    lock_period(
        by=by, alliance=cast.alliance, period_start=date(2021, 1, 1), period_end=date(2021, 3, 31)
    )
    answer = enter(
        signed_in("quintiles_manager"), url(measure, "reading_enter"), period="2021-Q1", value="5"
    )
    assert "Solvay manager (Solvay)" in text_of(answer, 422)


@pytest.mark.parametrize("who", ["reader", "quintiles_sponsor", "member"])
def test_others_cannot_enter_readings(signed_in, url, measure_of, who):
    answer = enter(signed_in(who), url(measure_of(), "reading_enter"), period="2021-Q1", value="5")
    assert answer.status_code == 403


# ---- a status by hand ----


def test_a_status_is_set_by_hand_and_ended(signed_in, url, measure_of):
    measure, client = measure_of([90]), signed_in("theme_leader")
    given = {
        "status": "off_track", "reason": "Not believed",
        "until": (timezone.localdate() + timedelta(days=9)).isoformat(),
    }  # fmt: skip
    assert client.post(url(measure, "status_set"), given).status_code == 302
    text = text_of(client.get(url(measure)))
    assert "Off track, set by hand" in text
    assert "Not believed" in text
    assert "On track" in text
    assert client.post(url(measure, "status_end")).status_code == 302
    assert StatusByHand.objects.filter(ended_at=None).count() == 0
    assert "Earlier statuses by hand" in text_of(client.get(url(measure)))


def test_a_status_without_reason_is_refused_in_place(signed_in, url, measure_of):
    answer = signed_in("theme_leader").post(url(measure_of([90]), "status_set"), {"status": "x"})
    assert answer.status_code == 422
    assert set(answer.context["status_form"].errors) == {"status", "reason", "until"}


def test_a_retired_measure_can_still_be_read(by, signed_in, url, measure_of):
    measure = measure_of([5])
    retire_measure(by=by, measure=measure, version=1, reason="Outlived")
    client = signed_in("quintiles_manager")
    text = text_of(client.get(url(measure)))
    assert "Retired on" in text
    assert "Outlived" in text
    assert "Enter or correct a reading" not in text


def test_what_changes_shows(by, signed_in, url, measure_of):
    measure = measure_of([50], name="Trust")
    edit_measure(by=by, measure=measure, version=1, name="Confidence")
    set_target(by=by, measure=measure, valid_from=date(2021, 1, 1), baseline=0, target=60)
    set_target(
        by=by, measure=measure, valid_from=date(2020, 1, 1), baseline=0, target=90,
        baseline_on=date(2020, 1, 1), target_on=date(2100, 1, 1),
    )  # fmt: skip
    set_status_by_hand(
        by=by, measure=measure, status="exceeds", reason="said", until=timezone.localdate()
    )
    text = text_of(signed_in("reader").get(url(measure)))
    for word in ("Confidence", "in force", "corrected", "Exceeds, set by hand"):
        assert word in text


def test_what_people_wrote_is_escaped_in_the_history(by, signed_in, url, measure_of, periods):
    measure = measure_of(owner=None)
    for value in (5, 6):
        record_reading(
            by=by, measure=measure, period=periods(1)[0], value=value, note="<b>note</b>",
            source="<i>source</i>",
        )  # fmt: skip
    text = signed_in("reader").get(url(measure)).content.decode()
    assert "<b>note</b>" not in text
    assert "<i>source</i>" not in text
    assert text.count("&lt;b&gt;note&lt;/b&gt;") >= 2
    assert "<del>5</del>" in text
    assert '<tr class="superseded">' in text


def test_the_chart_is_made_of_more_readings_than_the_history_shows(signed_in, url, measure_of):
    measure = measure_of(list(range(40)), frequency="month")
    page = signed_in("reader").get(url(measure)).context["page"]
    assert len(page.history) == 24
    assert len(page.chart.marks) == 40
    assert page.spoken.startswith(f"Readings from {page.first_period} to {page.history[0].period}")
