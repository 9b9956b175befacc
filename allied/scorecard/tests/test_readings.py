"""The page on which all readings of a period are entered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from allied.foundation.access.actor import View
from allied.pure.periods import parse_period
from allied.scorecard.models import Reading
from allied.scorecard.services import lock_period, record_reading

URL = "/readings/"


@pytest.fixture
def mine(cast, measure_of):
    return lambda values=[], **more: measure_of(values, owner=cast.quintiles_manager, **more)


def typed(sheet, **values):
    """What a browser would post: all rows as they stand, with some values typed over."""
    posted = {}
    for row in sheet.rows:
        posted |= {
            f"value-{row.key}": row.value, f"note-{row.key}": row.note,
            f"seen-{row.key}": "" if row.seen is None else str(row.seen),
            f"for-{row.key}": row.due.period_label,
        }  # fmt: skip
    return posted | {name.replace("_", "-", 1): value for name, value in values.items()}


def sheet_of(client, query=""):
    return client.get(URL + query).context["sheet"]


def post(client, posted, query=""):
    return client.post(URL + query, posted)


def test_all_are_saved_together(signed_in, mine, periods):
    first, second, untouched = mine(), mine(kind="percentage"), mine()
    client = signed_in("quintiles_manager")
    posted = typed(
        sheet_of(client),
        **{f"value_{first.pk}": "1,234.5", f"value_{second.pk}": "84 %", f"note_{second.pk}": "so"},
    )
    answer = post(client, posted)
    assert answer.status_code == 302
    assert set(Reading.objects.values_list("measure_id", "value", "note", "period_start")) == {
        (first.pk, 1234.5, "", periods(1)[0].start),
        (second.pk, 84, "so", periods(1)[0].start),
    }
    assert "2 readings saved." in client.get(URL).content.decode()
    assert not untouched.readings.exists()


def test_a_fault_saves_nothing_and_keeps_what_was_typed(signed_in, mine):
    good, bad = mine(), mine()
    client = signed_in("quintiles_manager")
    answer = post(
        client,
        typed(sheet_of(client), **{f"value_{good.pk}": "5", f"value_{bad.pk}": "five <b>"}),
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert not Reading.objects.exists()
    assert 'value="five &lt;b&gt;"' in text
    assert "is not a number" in text
    assert "one value needs another look" in text
    assert f'aria-describedby="f-{bad.pk}"' in text


BAD = ["1e308", "NaN", "inf", "-inf", "=1+1", "１２", "1,5", "9" * 10_000, "\0", "١٢", "<script>"]


@pytest.mark.parametrize("text", BAD)
def test_bad_numbers_are_told_in_words(signed_in, mine, text):
    measure, client = mine(), signed_in("quintiles_manager")
    answer = post(client, typed(sheet_of(client), **{f"value_{measure.pk}": text}))
    assert answer.status_code == 422
    (row,) = answer.context["sheet"].rows
    assert row.value == text
    assert row.value_fault


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"kind": "yes_no", "preset": "yes_no", "target_values": None}, "maybe"),
        ({"kind": "date", "target_values": {"baseline": 738_000, "target": 738_300}}, "31.3.2022"),
        ({"kind": "coverage"}, "101"),
    ],
)
def test_each_kind_refuses_what_it_cannot_be(signed_in, mine, fields, text):
    measure, client = mine(**fields), signed_in("quintiles_manager")
    answer = post(client, typed(sheet_of(client), **{f"value_{measure.pk}": text}))
    assert answer.context["sheet"].rows[0].value_fault


def test_yes_no_dates_and_money_are_entered_as_they_are(signed_in, mine):
    answered = mine(kind="yes_no", preset="yes_no", target_values=None)
    dated = mine(kind="date", target_values={"baseline": 738_000, "target": 738_300})
    paid = mine(kind="money", currency="EUR", unit="million")
    client = signed_in("quintiles_manager")
    text = client.get(URL).content.decode()
    assert 'type="date"' in text
    assert "EUR million" in text
    posted = typed(
        sheet_of(client),
        **{
            f"value_{answered.pk}": "1",
            f"value_{dated.pk}": "2022-03-31",
            f"value_{paid.pk}": "EUR 12.50",
        },
    )
    assert post(client, posted).status_code == 302
    values = dict(Reading.objects.values_list("measure_id", "value"))
    assert values == {answered.pk: 1, dated.pk: 738_245, paid.pk: 12.5}
    # What was entered stands there again, and saving it anew changes nothing.
    assert post(client, typed(sheet_of(client))).status_code == 302
    assert Reading.objects.count() == 3


def test_a_fall_asks_for_a_note_beside_the_note(signed_in, mine):
    measure, client = mine([90, None]), signed_in("quintiles_manager")
    posted = typed(sheet_of(client), **{f"value_{measure.pk}": "5"})
    answer = post(client, posted)
    assert answer.status_code == 422
    assert answer.context["sheet"].rows[0].note_fault == "The status falls: say why in a note."
    posted[f"note-{measure.pk}"] = "a site closed"
    assert post(client, posted).status_code == 302


def test_who_saved_first_is_shown_and_can_be_corrected(cast, signed_in, mine, periods):
    measure, client = mine(), signed_in("quintiles_manager")
    posted = typed(sheet_of(client), **{f"value_{measure.pk}": "5"})
    record_reading(
        by=cast.actor("solvay_manager", View.JOINT), measure=measure, period=periods(1)[0], value=77
    )
    answer = post(client, posted)
    assert answer.status_code == 409
    assert "Theirs: 77" in answer.content.decode()
    (row,) = answer.context["sheet"].rows
    assert row.value == "5"
    again = typed(answer.context["sheet"], **{f"note_{measure.pk}": "counted twice"})
    assert post(client, again).status_code == 302
    assert Reading.objects.get(is_current=True).value == 5


def test_an_untouched_row_is_no_conflict(cast, signed_in, mine, periods):
    touched, untouched = mine(), mine([50])
    client = signed_in("quintiles_manager")
    posted = typed(sheet_of(client), **{f"value_{touched.pk}": "5"})
    record_reading(
        by=cast.actor("solvay_manager", View.JOINT), measure=untouched, period=periods(1)[0],
        value=77,
    )  # fmt: skip
    assert post(client, posted).status_code == 302
    assert Reading.objects.get(measure=untouched, is_current=True).value == 77


def test_a_reading_is_not_taken_back_and_a_note_wants_a_value(signed_in, mine):
    reported, empty = mine([50]), mine()
    client = signed_in("quintiles_manager")
    answer = post(
        client,
        typed(sheet_of(client), **{f"value_{reported.pk}": "", f"note_{empty.pk}": "why?"}),
    )
    assert answer.status_code == 422
    assert all(row.value_fault for row in answer.context["sheet"].rows)


def test_a_locked_period_cannot_be_typed_in_and_says_who_opens_it(
    by, cast, signed_in, mine, periods
):
    measure = mine()
    lock_period(
        by=by,
        alliance=cast.alliance,
        period_start=periods(1)[0].start,
        period_end=periods(1)[0].end,
    )
    client = signed_in("quintiles_manager")
    text = client.get(URL).content.decode()
    assert "is locked" in text
    assert "Solvay manager (Solvay)" in text
    assert f'name="value-{measure.pk}"' not in text
    posted = typed(sheet_of(client), **{f"value_{measure.pk}": "5"})
    answer = post(client, posted)
    assert answer.status_code == 422
    assert "is locked" in answer.context["sheet"].rows[0].value_fault
    assert not Reading.objects.exists()


def test_a_page_that_stood_open_over_the_end_of_a_period_is_stopped(signed_in, mine):
    measure, client = mine(), signed_in("quintiles_manager")
    posted = typed(sheet_of(client), **{f"value_{measure.pk}": "5", f"for_{measure.pk}": "2001-Q1"})
    answer = post(client, posted)
    assert answer.status_code == 422
    assert "This now asks for" in answer.content.decode()
    assert not Reading.objects.exists()


def test_an_earlier_period_can_be_chosen(signed_in, mine):
    quarterly = mine(name="Quarterly")
    mine(name="Monthly", frequency="month")
    client = signed_in("quintiles_manager")
    text = client.get(URL + "?period=2021-Q1").content.decode()
    assert "Quarterly" in text
    assert "Monthly" not in text
    posted = typed(sheet_of(client, "?period=2021-Q1"), **{f"value_{quarterly.pk}": "5"})
    assert post(client, posted, "?period=2021-Q1").status_code == 302
    assert Reading.objects.get().period_start == parse_period("2021-Q1").start
    for nonsense in ("soon", "2021-Q9", "x" * 5000, "9999"):
        answer = client.get(URL, {"period": nonsense})
        assert answer.status_code == 200
        assert "No measure is read for" in answer.content.decode()


def test_a_manager_may_report_for_the_side_and_an_owner_for_the_own(
    cast, signed_in, measure_of, mine
):
    mine(name="Mine")
    measure_of(name="A colleague's", owner=cast.measure_owner)
    measure_of(name="Theirs", owner=cast.solvay_manager)
    text = signed_in("quintiles_manager").get(URL + "?whose=side").content.decode()
    assert "A colleague&#x27;s" in text
    assert "Theirs" not in text
    own = signed_in("measure_owner").get(URL + "?whose=side").content.decode()
    assert "A colleague&#x27;s" in own
    assert "Mine" not in own
    assert 'name="whose"' not in own


def test_measures_of_others_cannot_be_posted(cast, signed_in, measure_of, ours):
    theirs = measure_of(owner=cast.solvay_manager)
    private = measure_of(by=ours)
    client = signed_in("measure_owner", View.OURS)
    answer = post(client, {f"value-{pk}": "5" for pk in (theirs.pk, private.pk)})
    assert answer.status_code in {302, 422}
    assert not Reading.objects.exists()


def test_a_seen_that_is_no_number_is_none(signed_in, mine):
    measure, client = mine(), signed_in("quintiles_manager")
    for seen in ("x", "-1", "9" * 40, "１", "\0"):
        posted = typed(sheet_of(client), **{f"seen_{measure.pk}": seen})
        assert post(client, posted).status_code == 302


def test_ours_are_marked_and_in_our_view_only(signed_in, mine, ours):
    mine(by=ours, name="Our margin")
    assert "Our margin" in signed_in("quintiles_manager", View.OURS).get(URL).content.decode()
    assert "Our margin" not in signed_in("quintiles_manager").get(URL).content.decode()


def test_nobody_reports_while_presenting(signed_in, mine):
    mine()
    client = signed_in("quintiles_manager", View.PRESENT)
    assert client.get(URL).status_code == 302  # back to what is presented
    assert client.post(URL, {}).status_code == 404


@pytest.mark.parametrize("who", ["quintiles_manager", "reader", "outsider", "former_member"])
def test_whoever_has_nothing_to_report_is_told_so(signed_in, who):
    answer = signed_in(who).get(URL)
    assert answer.status_code == 200
    assert "There is nothing to report." in answer.content.decode()


def test_one_alliance_has_its_own_page(cast, signed_in, mine, measure_of):
    mine(name="Here")
    url = reverse("scorecard:readings", args=[cast.alliance.slug])
    assert "Here" in signed_in("quintiles_manager").get(url).content.decode()
    assert signed_in("outsider").get(url).status_code == 404
    assert signed_in("reader").get(url).status_code == 403


def test_the_queries_do_not_grow_with_the_rows(signed_in, mine, objective_of):
    client = signed_in("quintiles_manager")

    def cost():
        client.get(URL)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(URL).status_code == 200
        return len(queries)

    mine([1])
    one = cost()
    for number in range(3):
        mine([1], objective=objective_of(f"Objective {number}"))
    assert cost() == one <= 12


def test_days_are_those_of_the_record(cast, signed_in, mine):
    mine()
    cast.alliance.record_ends_on = timezone.localdate().replace(year=2007, month=12, day=31)
    cast.alliance.save()
    assert "2007-Q3" in signed_in("quintiles_manager").get(URL).content.decode()
