"""Adding, editing and retiring measures; targets from a day on; statuses by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry as Trail
from allied.pure.periods import parse_period
from allied.scorecard.models import Measure, Standing, StatusByHand, Target
from allied.scorecard.services import (
    add_measure,
    edit_measure,
    end_status_by_hand,
    lock_period,
    record_reading,
    retire_measure,
    set_status_by_hand,
    set_target,
)


def test_a_measure_lives_in_the_room_of_the_view(by, ours, cast, measure_of):
    assert measure_of().room == cast.joint
    assert measure_of(by=ours).room == cast.quintiles_room


def test_a_measure_of_an_objective_of_ours_is_ours_whatever_the_view(ours, cast, objective_of):
    private = objective_of("Keep our margin", room=cast.quintiles_room)
    measure = add_measure(by=ours, objective=private, name="Margin")
    assert measure.room == cast.quintiles_room


def test_it_stands_on_the_scorecard_at_once(measure_of):
    measure = measure_of()
    assert Standing.objects.get(measure=measure).status == "no_data"
    assert Trail.objects.get(act="scorecard.add_measure").object_id == measure.pk


def test_measures_keep_the_order_in_which_they_were_added(measure_of):
    first, second = measure_of(name="B"), measure_of(name="A")
    assert list(Measure.objects.all()) == [first, second]


REFUSED = [
    ("name", {"name": "  "}),
    ("name", {"name": "x" * 201}),
    ("name", {"name": "a\0b"}),
    ("description", {"description": "x" * 4001}),
    ("unit", {"unit": "x" * 41}),
    ("currency", {"kind": "money", "currency": "EUO"}),
    ("currency", {"kind": "money", "currency": "€"}),
    ("kind", {"kind": "weight"}),
    ("preset", {"preset": "gut feeling"}),
    ("preset", {"kind": "yes_no"}),
    ("preset", {"preset": "yes_no"}),
    ("frequency", {"frequency": "day"}),
    ("direction", {"direction": "sideways"}),
    ("direction", {"direction": "at_least"}),
    ("direction", {"preset": "threshold", "target_values": {"threshold": 5}}),
    ("tolerance_days", {"tolerance_days": -1}),
    ("on_track_from", {"on_track_from": 2.0}),
    ("on_track_from", {"on_track_from": float("nan")}),
    ("caution_from", {"caution_from": 0.9}),
    ("target", {"target_values": {"baseline": 5, "target": 5}}),
    ("target", {"target_values": {"baseline": 5, "target": 3}}),
    ("target", {"target_values": {"baseline": 5}}),
    ("baseline", {"target_values": {"target": 5}}),
    ("target", {"target_values": {"baseline": 1, "target": float("nan")}}),
    ("target", {"target_values": {"baseline": 1, "target": 1e308}}),
    ("target", {"preset": "ratio", "target_values": {"target": -2}}),
    ("weight", {"target_values": {"baseline": 0, "target": 1, "weight": -1}}),
    ("weight", {"target_values": {"baseline": 0, "target": 1, "weight": 1e9}}),
    ("valid_from", {"valid_from": date(1700, 1, 1)}),
]


@pytest.mark.parametrize(("field", "fields"), REFUSED)
def test_what_cannot_be_is_refused_beside_its_field(by, objective, field, fields):
    given = {
        "name": "Trust", "target_values": {"baseline": 0, "target": 100},
        "valid_from": date(2020, 1, 1), **fields,
    }  # fmt: skip
    with pytest.raises(Refused) as caught:
        add_measure(by=by, objective=objective, **given)
    assert caught.value.field == field
    assert not Measure.objects.exists()
    assert not Trail.objects.filter(act__startswith="scorecard").exists()


def test_a_target_equal_to_the_baseline_is_refused_with_advice(measure_of):
    with pytest.raises(Refused, match="a maintain threshold is meant"):
        measure_of(target_values={"baseline": 5, "target": 5})


def test_texts_of_any_script_are_kept(measure_of):
    name = "مؤشر الثقة – e\u0301 \u202eabc"
    assert measure_of(name=name).name == name


def test_two_measures_of_one_objective_have_different_names(by, ours, measure_of, objective_of):
    measure_of(name="Trust")
    with pytest.raises(Refused) as caught:
        measure_of(name="Trust")
    assert caught.value.field == "name"
    measure_of(name="Trust", objective=objective_of("Another"))
    # A name in our room is nobody else's business, and the other way round.
    measure_of(name="Trust", by=ours)


def test_the_name_of_a_retired_measure_is_free(by, measure_of):
    retire_measure(by=by, measure=measure_of(name="Trust"), version=1, reason="Outlived")
    measure_of(name="Trust")


def test_an_owner_has_a_role_and_ours_has_one_of_ours(cast, by, ours, measure_of):
    measure_of(owner=cast.solvay_manager)
    measure_of(owner=cast.measure_owner, by=ours)
    for nobody in (cast.outsider, cast.former_member):
        with pytest.raises(Refused) as caught:
            measure_of(owner=nobody)
        assert caught.value.field == "owner"
    with pytest.raises(Refused):
        measure_of(owner=cast.solvay_manager, by=ours)


@pytest.mark.parametrize("who", ["measure_owner", "member", "reader", "quintiles_sponsor"])
def test_only_managers_and_theme_leaders_make_measures(cast, objective, who):
    with pytest.raises(PermissionDenied):
        add_measure(by=cast.actor(who, View.JOINT), objective=objective, name="Trust")


def test_an_edit_refreshes_what_is_kept(by, measure_of):
    measure = measure_of([50])
    edited = edit_measure(
        by=by, measure=measure, version=1, direction="lower", name="Costs",
        target_values={"baseline": 100, "target": 0},
    )  # fmt: skip
    assert (edited.name, edited.version) == ("Costs", 2)
    assert Standing.objects.get(measure=measure).score == 0.5
    assert Trail.objects.get(act="scorecard.edit_measure").details["changes"]["name"]


def test_an_edit_that_changes_nothing_leaves_no_trace(by, measure_of):
    measure = measure_of(name="Trust")
    edit_measure(by=by, measure=measure, version=1, name="Trust")
    assert not Trail.objects.filter(act="scorecard.edit_measure").exists()


def test_terms_that_the_targets_in_force_do_not_fit_are_refused(by, measure_of):
    measure = measure_of([50])
    with pytest.raises(Refused, match="Lower is better, so the target"):
        edit_measure(by=by, measure=measure, version=1, direction="lower")
    with pytest.raises(Refused, match="Lower is better, so the target"):
        edit_measure(
            by=by, measure=measure, version=1, direction="lower",
            target_values={"baseline": 100, "target": 0}, valid_from=timezone.localdate(),
        )  # fmt: skip


def test_a_preset_and_its_values_change_in_one_breath(by, measure_of):
    measure = measure_of([84])
    with pytest.raises(Refused, match="Give the threshold"):
        edit_measure(by=by, measure=measure, version=1, preset="threshold", direction="at_least")
    edit_measure(
        by=by, measure=measure, version=1, preset="threshold", direction="at_least",
        target_values={"threshold": 80}, valid_from=date(2020, 1, 1),
    )  # fmt: skip
    assert Standing.objects.get(measure=measure).score == 1


def test_the_second_writer_is_told(by, measure_of):
    measure = measure_of(name="Trust")
    edit_measure(by=by, measure=measure, version=1, name="Confidence")
    with pytest.raises(Conflict) as caught:
        edit_measure(by=by, measure=measure, version=1, name="Faith")
    assert caught.value.current.name == "Confidence"
    with pytest.raises(Conflict):
        retire_measure(by=by, measure=measure, version=1, reason="Outlived")


@pytest.mark.parametrize("fields", [{"frequency": "month"}, {"kind": "money"}])
def test_what_readings_were_entered_by_does_not_change(by, measure_of, fields):
    measure = measure_of([5])
    with pytest.raises(Refused, match="There are readings already"):
        edit_measure(by=by, measure=measure, version=1, **fields)
    edit_measure(by=by, measure=measure_of(), version=1, **fields)


def test_a_later_target_judges_its_own_periods(by, measure_of):
    measure = measure_of()
    record_reading(by=by, measure=measure, period=parse_period("2021-Q1"), value=50)
    set_target(by=by, measure=measure, valid_from=date(2022, 1, 1), baseline=0, target=200)
    assert Standing.objects.get(measure=measure).score == 0.5
    set_target(by=by, measure=measure, valid_from=date(2021, 1, 1), baseline=0, target=200)
    assert Standing.objects.get(measure=measure).score == 0.25


def test_a_target_of_the_same_day_is_superseded_and_kept(by, measure_of):
    measure = measure_of([50])
    set_target(by=by, measure=measure, valid_from=date(2020, 1, 1), baseline=0, target=200)
    old, new = Target.objects.order_by("pk")
    assert (old.superseded_at is None, new.superseded_at is None) == (False, True)
    assert Standing.objects.get(measure=measure).score == 0.25


def test_the_target_already_in_force_is_not_written_again(by, measure_of):
    measure = measure_of()
    set_target(by=by, measure=measure, valid_from=date(2020, 1, 1), baseline=0, target=100)
    set_target(by=by, measure=measure, valid_from=date(2022, 1, 1), baseline=0, target=100)
    assert Target.objects.count() == 1
    set_target(by=by, measure=measure, valid_from=date(2019, 1, 1), baseline=0, target=100)
    assert Target.objects.count() == 2


def test_the_weight_is_kept_from_target_to_target(by, measure_of):
    measure = measure_of(target_values={"baseline": 0, "target": 9, "weight": Decimal("2.5")})
    target = set_target(by=by, measure=measure, valid_from=date(2022, 1, 1), baseline=0, target=8)
    assert target.weight == Decimal("2.5")


def test_a_locked_period_is_not_judged_anew(by, cast, measure_of):
    measure = measure_of()
    record_reading(by=by, measure=measure, period=parse_period("2021-Q1"), value=50)
    lock_period(
        by=by, alliance=cast.alliance, period_start=date(2021, 1, 1), period_end=date(2021, 3, 31)
    )
    set_target(by=by, measure=measure, valid_from=date(2019, 1, 1), baseline=0, target=50)
    for day in (date(2020, 1, 1), date(2021, 1, 1)):
        with pytest.raises(Refused, match="locked period") as caught:
            set_target(by=by, measure=measure, valid_from=day, baseline=0, target=50)
        assert caught.value.field == "valid_from"
    set_target(by=by, measure=measure, valid_from=date(2021, 4, 1), baseline=0, target=50)


def test_a_pace_wants_dates_in_order(by, measure_of):
    with pytest.raises(Refused) as caught:
        set_target(
            by=by, measure=measure_of(), valid_from=date(2022, 1, 1), baseline=0, target=1,
            baseline_on=date(2022, 1, 1), target_on=date(2022, 1, 1),
        )  # fmt: skip
    assert caught.value.field == "target_on"


def test_a_status_by_hand_ends_the_one_before(by, measure_of):
    measure, until = measure_of([50]), timezone.localdate() + timedelta(days=5)
    for status in ("off_track", "on_track"):
        set_status_by_hand(by=by, measure=measure, status=status, reason="said", until=until)
    assert StatusByHand.objects.filter(ended_at=None).get().status == "on_track"
    end_status_by_hand(by=by, measure=measure)
    assert not StatusByHand.objects.filter(ended_at=None).exists()
    assert Trail.objects.filter(act="scorecard.end_status_by_hand").count() == 1


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("status", {"status": "stale"}),
        ("status", {"status": "splendid"}),
        ("reason", {"reason": " "}),
        ("reason", {"reason": "x" * 501}),
        ("until", {"until": date(2001, 1, 1)}),
        ("until", {"until": date(2999, 1, 1)}),
    ],
)
def test_a_status_by_hand_has_a_reason_and_an_end(by, measure_of, field, change):
    given = {
        "status": "caution", "reason": "said", "until": timezone.localdate(), **change,
    }  # fmt: skip
    with pytest.raises(Refused) as caught:
        set_status_by_hand(by=by, measure=measure_of(), **given)
    assert caught.value.field == field


def test_our_measure_cannot_be_touched_by_the_other_side(cast, ours, measure_of):
    private = measure_of(by=ours)
    for view in View:
        with pytest.raises((PermissionDenied, Measure.DoesNotExist)):
            edit_measure(
                by=cast.actor("solvay_manager", view), measure=private, version=1, name="Ha"
            )
