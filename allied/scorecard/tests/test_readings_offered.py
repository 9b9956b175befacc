"""What the page of readings says at once, what it shows, and to whom it is offered."""

from datetime import timedelta

import pytest
from django.urls import reverse

from allied.foundation.access.actor import View
from allied.scorecard.models import Reading
from allied.scorecard.services import lock_period, record_reading, set_status_by_hand

from .test_readings import URL, post, sheet_of, typed


@pytest.fixture
def mine(cast, measure_of):
    return lambda values=[], **more: measure_of(values, owner=cast.quintiles_manager, **more)


def test_all_faults_are_told_at_once_a_missing_note_too(signed_in, by, mine, periods):
    falling, bad, good = mine(), mine(), mine()
    client = signed_in("quintiles_manager")
    record_reading(by=by, measure=falling, period=periods(2)[0], value=90)
    before = Reading.objects.count()
    answer = post(
        client,
        typed(
            sheet_of(client),
            **{f"value_{falling.pk}": "1", f"value_{bad.pk}": "x", f"value_{good.pk}": "5"},
        ),
    )
    rows = {row.due.measure_id: row for row in answer.context["sheet"].rows}
    assert rows[falling.pk].note_fault == "The status falls: say why in a note."
    assert "is not a number" in rows[bad.pk].value_fault
    assert not rows[good.pk].faults
    assert "2 values need another look" in answer.content.decode()
    assert Reading.objects.count() == before


def test_a_bad_number_and_a_long_note_of_one_row_are_both_told(signed_in, mine):
    measure, client = mine(), signed_in("quintiles_manager")
    given = {f"value_{measure.pk}": "x", f"note_{measure.pk}": "n" * 2001}
    (row,) = post(client, typed(sheet_of(client), **given)).context["sheet"].rows
    assert row.value_fault
    assert row.note_fault


def test_where_all_is_locked_nothing_is_offered_to_be_saved(signed_in, by, cast, mine, periods):
    mine()
    client = signed_in("quintiles_manager")
    assert "Save all" in client.get(URL).content.decode()
    last = periods(1)[0]
    lock_period(by=by, alliance=cast.alliance, period_start=last.start, period_end=last.end)
    text = client.get(URL).content.decode()
    assert "is locked" in text
    assert "Save all" not in text


def test_a_status_by_hand_and_its_reason_stand_beside_the_last_value(signed_in, by, cast, mine):
    measure = mine([90])
    until = cast.alliance.today() + timedelta(days=3)
    set_status_by_hand(
        by=by, measure=measure, status="off_track", reason="The <site> is closed", until=until
    )
    answer = signed_in("quintiles_manager").get(URL)
    (row,) = answer.context["sheet"].rows
    assert (row.due.last_status, row.due.by_hand) == ("off_track", "The <site> is closed")
    assert "The &lt;site&gt; is closed" in answer.content.decode()


def test_a_status_by_hand_that_has_run_out_is_not_shown(signed_in, by, cast, mine):
    measure = mine([90])
    hand = set_status_by_hand(
        by=by, measure=measure, status="off_track", reason="Closed", until=cast.alliance.today()
    )
    hand.until = cast.alliance.today() - timedelta(days=1)
    hand.save()
    (row,) = sheet_of(signed_in("quintiles_manager")).rows
    assert (row.due.last_status, row.due.by_hand) == ("on_track", "")


def test_a_stale_value_is_shown_as_stale(signed_in, by, mine, periods):
    measure = mine()
    record_reading(by=by, measure=measure, period=periods(9)[0], value=90)
    assert sheet_of(signed_in("quintiles_manager")).rows[0].due.last_status == "stale"


@pytest.mark.parametrize(
    ("who", "owns", "view", "link"),
    [
        ("quintiles_manager", True, View.JOINT, "readings/"),
        ("quintiles_manager", False, View.JOINT, "readings/?whose=side"),
        ("theme_leader", False, View.JOINT, None),
        ("quintiles_sponsor", False, View.JOINT, None),
        ("quintiles_sponsor", True, View.JOINT, "readings/"),
        ("member", False, View.JOINT, None),
        ("member", True, View.JOINT, "readings/"),
        ("reader", True, View.JOINT, None),
        ("quintiles_manager", True, View.PRESENT, None),
    ],
)
def test_readings_are_offered_to_those_who_have_some_to_enter(
    cast, signed_in, measure_of, who, owns, view, link
):
    measure_of([50], owner=getattr(cast, who) if owns else None)
    page = signed_in(who, view).get(reverse("scorecard:scorecard", args=[cast.alliance.slug]))
    text = page.content.decode()
    assert ("Enter readings" in text) is (link is not None)
    if link:
        client = signed_in(who, view)
        address = f"/a/{cast.alliance.slug}/{link}"
        assert f'href="{address}"' in text
        assert client.get(address).context["sheet"].rows
