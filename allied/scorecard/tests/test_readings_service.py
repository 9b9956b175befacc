"""Recording readings: appended, judged at once, refused in words."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry as Trail
from allied.pure.periods import Frequency, parse_period, period_containing
from allied.scorecard.models import Reading, Standing
from allied.scorecard.services import (
    EntriesRefused,
    Entry,
    lock_period,
    record_reading,
    record_readings,
    reopen_period,
)


def running(frequency="quarter"):
    return period_containing(timezone.localdate(), Frequency(frequency))


def test_a_reading_and_its_standing_are_written_together(by, measure_of):
    measure = measure_of()
    reading = record_reading(
        by=by, measure=measure, period=parse_period("2021-Q1"), value=Decimal("50"), note=" seen "
    )
    standing = Standing.objects.get(measure=measure)
    assert (reading.author_id, reading.note, reading.is_current) == (by.person_id, "seen", True)
    assert (standing.score, standing.progress, standing.status) == (0.5, 0.5, "caution")
    assert (standing.reading_id, standing.spark, standing.value) == (reading.pk, [50.0], 50)


def test_a_correction_is_a_new_reading_and_the_earlier_is_kept(by, measure_of, periods):
    measure = measure_of([40])
    first = Reading.objects.get()
    second = record_reading(by=by, measure=measure, period=periods(1)[0], value=60, seen=first.pk)
    first.refresh_from_db()
    assert (first.is_current, first.value, second.is_current) == (False, 40, True)
    assert Standing.objects.get(measure=measure).score == 0.6


def test_an_older_period_does_not_move_what_is_shown(by, measure_of):
    measure = measure_of([80])
    before = Standing.objects.filter(measure=measure).values().get()
    record_reading(by=by, measure=measure, period=parse_period("2015-Q1"), value=1)
    after = Standing.objects.filter(measure=measure).values().get()
    assert (after["score"], after["period_start"]) == (before["score"], before["period_start"])
    assert after["previous_score"] == 0.01


def test_what_is_already_so_is_not_recorded_again(by, measure_of, periods):
    measure = measure_of([40])
    again = record_reading(by=by, measure=measure, period=periods(1)[0], value=Decimal("40.0"))
    assert again == Reading.objects.get()
    record_reading(by=by, measure=measure, period=periods(1)[0], value=40, note="with a note")
    assert Reading.objects.count() == 2


def test_somebody_else_saved_first(by, cast, measure_of, periods):
    measure = measure_of()
    theirs = record_reading(
        by=cast.actor("solvay_manager", View.JOINT), measure=measure, period=periods(1)[0], value=5
    )
    with pytest.raises(Conflict) as caught:
        record_reading(by=by, measure=measure, period=periods(1)[0], value=7, seen=None)
    assert caught.value.current == theirs
    assert record_reading(by=by, measure=measure, period=periods(1)[0], value=7).value == 7
    with pytest.raises(Conflict):
        record_reading(by=by, measure=measure, period=periods(1)[0], value=8, seen=theirs.pk)


def test_a_falling_status_wants_a_note(by, measure_of, periods):
    measure = measure_of([80, None])
    period = periods(1)[0]
    with pytest.raises(Refused) as caught:
        record_reading(by=by, measure=measure, period=period, value=40)
    assert caught.value.field == "note"
    assert Reading.objects.count() == 1
    assert Standing.objects.get(measure=measure).score == 0.8
    record_reading(by=by, measure=measure, period=period, value=40, note="a site closed")
    assert Standing.objects.get(measure=measure).status == "caution"


def test_a_correction_that_lowers_the_status_wants_a_note_too(by, measure_of, periods):
    measure = measure_of([80])
    with pytest.raises(Refused) as caught:
        record_reading(by=by, measure=measure, period=periods(1)[0], value=10)
    assert caught.value.field == "note"


def test_a_score_may_fall_without_a_note_where_the_status_stays(by, measure_of, periods):
    measure = measure_of([90, None])
    record_reading(by=by, measure=measure, period=periods(1)[0], value=70)


def test_the_first_reading_needs_no_note_however_bad(by, measure_of, periods):
    record_reading(by=by, measure=measure_of(), period=periods(1)[0], value=-50)


def test_the_running_period_may_be_read_and_the_next_may_not(by, measure_of):
    measure = measure_of()
    record_reading(by=by, measure=measure, period=running(), value=1)
    with pytest.raises(Refused, match="has not begun yet") as caught:
        record_reading(by=by, measure=measure, period=running().next(), value=1)
    assert caught.value.field == "period"


def test_a_closed_record_ends_on_its_last_day(by, cast, measure_of):
    measure = measure_of()
    cast.alliance.record_ends_on = timezone.localdate().replace(year=2007, month=12, day=31)
    cast.alliance.save()
    record_reading(by=by, measure=measure, period=parse_period("2007-Q4"), value=1)
    with pytest.raises(Refused, match="2008-Q1 has not begun"):
        record_reading(by=by, measure=measure, period=parse_period("2008-Q1"), value=1)


def test_a_period_of_another_frequency_is_refused(by, measure_of):
    with pytest.raises(Refused, match="read by the quarter"):
        record_reading(by=by, measure=measure_of(), period=parse_period("2021-03"), value=1)


def test_a_period_of_another_fiscal_year_is_refused(by, cast, measure_of):
    measure = measure_of()
    record_reading(by=by, measure=measure, period=parse_period("2021-Q1", 10), value=1)
    with pytest.raises(Refused, match="calendar of this alliance"):
        record_reading(by=by, measure=measure, period=parse_period("2021-Q1", 2), value=1)


def test_a_locked_period_says_who_can_reopen_it(by, cast, measure_of):
    measure = measure_of()
    period = parse_period("2021-Q1")
    lock = lock_period(
        by=by, alliance=cast.alliance, period_start=period.start, period_end=period.end
    )
    with pytest.raises(Refused) as caught:
        record_reading(by=by, measure=measure, period=period, value=1)
    assert caught.value.field == "period"
    assert "Quintiles manager (Quintiles)" in str(caught.value)
    assert "Solvay manager (Solvay)" in str(caught.value)
    record_reading(by=by, measure=measure, period=period.next(), value=1)
    reopen_period(by=by, lock=lock, reason="a late invoice")
    record_reading(by=by, measure=measure, period=period, value=1)


def test_a_lock_of_days_closes_every_period_that_touches_them(by, cast, measure_of):
    yearly = measure_of(frequency="year")
    march = parse_period("2021-03")
    lock_period(by=by, alliance=cast.alliance, period_start=march.start, period_end=march.end)
    with pytest.raises(Refused, match="is locked"):
        record_reading(by=by, measure=yearly, period=parse_period("2021"), value=1)


def test_our_own_measures_are_not_locked_with_the_joint_ones(by, ours, cast, measure_of):
    private = measure_of(by=ours)
    period = parse_period("2021-Q1")
    lock_period(by=by, alliance=cast.alliance, period_start=period.start, period_end=period.end)
    record_reading(by=ours, measure=private, period=period, value=1)


BAD = [float("nan"), float("inf"), float("-inf"), 1e308, -1e15, Decimal("NaN"), Decimal("1e16")]
BAD += [Decimal("1.12345678901"), Decimal("1234567890.123456"), Decimal("1e-400")]


@pytest.mark.parametrize("value", BAD)
def test_numbers_out_of_range_are_refused(by, measure_of, periods, value):
    measure = measure_of()
    with pytest.raises(Refused) as caught:
        record_reading(by=by, measure=measure, period=periods(1)[0], value=value)
    assert caught.value.field == "value"
    assert not Reading.objects.exists()


def test_the_noise_of_a_float_is_dropped(by, measure_of, periods):
    reading = record_reading(by=by, measure=measure_of(), period=periods(1)[0], value=0.1 + 0.2)
    assert reading.value == Decimal("0.3")


OF_KIND = [
    ({"kind": "yes_no", "preset": "yes_no", "target_values": {"weight": 1}}, 2),
    ({"kind": "date", "target_values": {"baseline": 700_000, "target": 738_000}}, 738_000.5),
    ({"kind": "date", "target_values": {"baseline": 700_000, "target": 738_000}}, 12),
    ({"kind": "coverage"}, 101),
]


@pytest.mark.parametrize(("fields", "value"), OF_KIND)
def test_values_that_their_kind_cannot_have_are_refused(by, measure_of, periods, fields, value):
    with pytest.raises(Refused) as caught:
        record_reading(by=by, measure=measure_of(**fields), period=periods(1)[0], value=value)
    assert caught.value.field == "value"


def test_a_note_has_its_bounds(by, measure_of, periods):
    measure = measure_of()
    for note in ("x" * 2001, "a\0b"):
        with pytest.raises(Refused) as caught:
            record_reading(by=by, measure=measure, period=periods(1)[0], value=1, note=note)
        assert caught.value.field == "note"


def test_all_or_nothing_with_every_fault_by_its_place(by, measure_of, periods):
    good, bad, falling = measure_of(), measure_of(), measure_of([90, None])
    period = periods(1)[0]
    with pytest.raises(EntriesRefused) as caught:
        record_readings(
            by=by,
            entries=[
                Entry(measure=good, period=period, value=5),
                Entry(measure=bad, period=period, value=float("nan")),
                Entry(measure=falling, period=period, value=5),
                Entry(measure=good, period=period, value=6),
            ],
        )
    assert {place: fault.field for place, fault in caught.value.faults.items()} == {
        1: "value", 2: "note", 3: "period",
    }  # fmt: skip
    assert Reading.objects.count() == 1
    assert Standing.objects.get(measure=good).score is None


def test_many_readings_cost_few_queries(by, measure_of, periods, django_assert_max_num_queries):
    measures = [measure_of() for _ in range(12)]
    entries = [
        Entry(measure=measure, period=period, value=1)
        for measure in measures
        for period in periods(4)
    ]
    with django_assert_max_num_queries(16):
        record_readings(by=by, entries=entries)
    assert Reading.objects.count() == 48


def test_no_entry_is_no_work(by):
    assert record_readings(by=by, entries=[]) == []


MAY = ["quintiles_manager", "solvay_manager", "theme_leader", "measure_owner"]
MAY_NOT = ["quintiles_sponsor", "member", "reader", "former_member", "outsider"]


@pytest.mark.parametrize("who", MAY)
def test_owner_managers_and_theme_leaders_enter_readings(cast, measure_of, periods, who):
    measure = measure_of(owner=cast.measure_owner)
    actor = cast.actor(who, View.JOINT)
    record_reading(by=actor, measure=measure, period=periods(1)[0], value=1)


@pytest.mark.parametrize("who", MAY_NOT)
def test_nobody_else_does(cast, measure_of, periods, who):
    measure = measure_of(owner=cast.measure_owner)
    with pytest.raises(PermissionDenied):
        record_reading(
            by=cast.actor(who, View.JOINT), measure=measure, period=periods(1)[0], value=1
        )


def test_an_owner_enters_readings_of_the_own_measures_only(cast, measure_of, periods):
    with pytest.raises(PermissionDenied):
        record_reading(
            by=cast.actor("measure_owner", View.JOINT), measure=measure_of(), period=periods(1)[0],
            value=1,
        )  # fmt: skip


def test_nothing_is_entered_while_presenting(cast, measure_of, periods):
    with pytest.raises(PermissionDenied):
        record_reading(
            by=cast.actor("quintiles_manager", View.PRESENT), measure=measure_of(),
            period=periods(1)[0], value=1,
        )  # fmt: skip


def test_the_other_side_cannot_enter_readings_of_our_measure(cast, ours, measure_of, periods):
    private = measure_of(by=ours)
    for view in View:
        with pytest.raises(PermissionDenied):
            record_reading(
                by=cast.actor("solvay_manager", view), measure=private, period=periods(1)[0],
                value=1,
            )  # fmt: skip


def test_the_trail_stands_in_the_room_of_the_measure(by, ours, measure_of, cast):
    measure_of([1])
    measure_of([1], by=ours)
    rooms = Trail.objects.filter(act="scorecard.record_readings").values_list("room_id", flat=True)
    assert set(rooms) == {cast.joint.pk, cast.quintiles_room.pk}


def test_stale_after_follows_the_period_and_the_tolerance(measure_of, periods):
    usual, short = measure_of([1]), measure_of([1], tolerance_days=3)
    end = periods(1)[0].end
    assert Standing.objects.get(measure=usual).stale_after == end + timedelta(days=95)
    assert Standing.objects.get(measure=short).stale_after == end + timedelta(days=3)
