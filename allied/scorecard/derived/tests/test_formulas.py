"""Formulas through the services: computed with the reading, in order, under lock, by room."""

from collections import defaultdict
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allied.alliances.services.sharing import share_record
from allied.alliances.sharing import shareable
from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from allied.scorecard.derived.queries import derivation_of
from allied.scorecard.derived.services import FormulaRefused, set_formula, stop_formula
from allied.scorecard.models import Formula, Reading, Standing
from allied.scorecard.queries import measures_due
from allied.scorecard.services import (
    edit_measure,
    lock_period,
    rebuild_standings,
    record_reading,
    reopen_period,
    retire_measure,
    set_target,
)


def told(measure):
    rows = Reading.objects.filter(measure=measure, is_current=True).order_by("period_start")
    return [float(value) for value in rows.values_list("value", flat=True)]


def code_of(by, measure, text):
    with pytest.raises(FormulaRefused) as caught:
        set_formula(by=by, measure=measure, text=text)
    return caught.value.fault.code


def test_computed_at_once_and_with_every_reading(by, measure_of, periods):
    a, b, ratio = measure_of([10, 20], "A"), measure_of([5, 8], "B"), measure_of([], "Ratio")
    set_formula(by=by, measure=ratio, text="[A] / [b]")
    assert told(ratio) == [2, 2.5]
    record_reading(by=by, measure=b, period=periods(1)[0], value=4, note="counted anew")
    assert told(ratio) == [2, 5]
    standing = Standing.objects.get(measure=ratio)
    assert (standing.value, standing.score) == (5, pytest.approx(0.05))
    reading = Reading.objects.filter(measure=ratio, is_current=True).last()
    assert (reading.author, reading.computed_by.text) == (None, f"[#{a.pk}] / [#{b.pk}]")
    assert Reading.objects.filter(measure=ratio, is_current=False).count() == 1


def test_a_gap_is_no_data_and_takes_back_what_was_computed(by, measure_of, periods):
    _a, b, ratio = measure_of([10, 20], "A"), measure_of([5, 8], "B"), measure_of([], "Ratio")
    set_formula(by=by, measure=ratio, text="[A] / [B]")
    record_reading(by=by, measure=b, period=periods(1)[0], value=0, note="none left")
    assert told(ratio) == [2]
    assert derivation_of(by, ratio).formula.period


def test_chains_are_computed_in_their_order(by, measure_of, periods):
    a = measure_of([1, 2], "A")
    last, middle = measure_of([], "Last"), measure_of([], "Middle")
    set_formula(by=by, measure=middle, text="[A] * 10")
    set_formula(by=by, measure=last, text="[Middle] + previous([Middle]) + [A]")
    assert told(last) == [32]
    record_reading(by=by, measure=a, period=periods(2)[0], value=3)
    assert told(middle) == [30, 20]
    assert told(last) == [52]


def test_circles_are_named(by, measure_of):
    measure_of([1], "A")
    b, c = measure_of([], "B"), measure_of([], "C")
    set_formula(by=by, measure=b, text="[A] + 1")
    set_formula(by=by, measure=c, text="[B] + 1")
    with pytest.raises(FormulaRefused) as caught:
        set_formula(by=by, measure=b, text="1 + [C]")
    assert caught.value.fault.at == 4
    assert "B → C → B" in str(caught.value)
    assert code_of(by, b, "[B] + 1") == "itself"
    assert code_of(by, c, "mean({children}) + previous([C])") == "itself"


def test_units_and_periods_are_checked(by, measure_of):
    measure_of([1], "Euro", kind="money", currency="EUR")
    measure_of([1], "Dollar", kind="money", currency="USD")
    measure_of([1], "Share", kind="percentage")
    measure_of([1], "Yearly", frequency="year")
    number = measure_of([], "Number")
    percent = measure_of([], "Percent", kind="percentage")
    assert code_of(by, number, "[Euro] + [Share]") == "units_differ"
    assert code_of(by, number, "[Euro] + [Dollar]") == "units_differ"
    assert code_of(by, number, "[Euro]") == "result_unit"
    assert code_of(by, number, "[Yearly]") == "coarser"
    assert code_of(by, number, "2 * 3") == "constant"
    assert code_of(by, number, "[Nothing of the kind]") == "unknown"
    assert code_of(by, number, "{survey 4}") == "group_kind"
    assert code_of(by, percent, "[Euro] / [Euro]") == "result_unit"
    set_formula(by=by, measure=number, text="[Euro] / [Euro]")
    set_formula(by=by, measure=percent, text="percent([Euro] / [Euro])")
    assert (told(number), told(percent)) == ([1], [100])
    with pytest.raises(Refused) as caught:
        edit_measure(by=by, measure=percent, version=percent.version, kind="money", currency="EUR")
    assert caught.value.field in {"kind", "unit"}


def test_months_make_the_quarters(by, measure_of):
    cost = measure_of([2**n for n in range(8)], "Cost", frequency="month", aggregation="sum")
    quarterly = measure_of([], "Quarterly")
    set_formula(by=by, measure=quarterly, text="[Cost]")
    quarters = defaultdict(list)
    for day, value in cost.readings.values_list("period_start", "value"):
        quarters[day.year, (day.month - 1) // 3].append(int(value))
    whole = [sum(values) for _quarter, values in sorted(quarters.items()) if len(values) == 3]
    assert whole
    assert told(quarterly) == whole


def test_children_with_and_without_data(by, measure_of, objective, objective_of):
    elsewhere = measure_of([], "Mean", objective=objective_of("Elsewhere"))
    a, b = measure_of([10, 20], "A"), measure_of([30, None], "B")
    title = objective.title
    set_formula(by=by, measure=elsewhere, text=f"mean({{objective {title}}})")
    assert told(elsewhere) == [20, 20]
    set_formula(by=by, measure=elsewhere, text=f"sum({{objective #{objective.pk}}})")
    assert told(elsewhere) == [40]
    measure_of([5, 5], "C")
    rebuild_standings()
    assert told(elsewhere) == [45]
    retire_measure(by=by, measure=b, version=b.version, reason="Outlived")
    assert told(elsewhere) == [15, 25]
    assert a.name in {row.name for row in derivation_of(by, elsewhere).formula.inputs}


def test_renaming_changes_nothing(by, measure_of, periods):
    a, twice = measure_of([1, 2], "A"), measure_of([], "Twice")
    formula = set_formula(by=by, measure=twice, text="  2 * [ a ]  ")
    assert formula.text == f"2 * [#{a.pk}]"
    edit_measure(by=by, measure=a, version=a.version, name="B [of] c")
    assert derivation_of(by, twice).formula.text == f"2 * [#{a.pk} B (of) c]"
    record_reading(by=by, measure=a, period=periods(1)[0], value=5)
    assert told(twice) == [2, 10]
    same = set_formula(by=by, measure=twice, text=f"2 * [#{a.pk} B (of) c]")
    assert same.pk == formula.pk


def test_nobody_types_into_a_derived_measure(by, measure_of, periods):
    measure_of([1, 2], "A")
    twice = measure_of([], "Twice", owner=None)
    assert "Twice" in {row.name for row in measures_due(by, "side")}
    set_formula(by=by, measure=twice, text="2 * [A]")
    with pytest.raises(Refused, match="computed by a formula"):
        record_reading(by=by, measure=twice, period=periods(1)[0], value=9)
    assert "Twice" not in {row.name for row in measures_due(by, "side")}
    stop_formula(by=by, measure=twice)
    record_reading(by=by, measure=twice, period=periods(1)[0], value=9)
    assert told(twice) == [2, 9]
    record_reading(by=by, measure=measure_of([], "B"), period=periods(1)[0], value=9)
    assert told(twice) == [2, 9]


def test_entered_by_hand_stays_where_the_formula_has_no_value(by, measure_of):
    measure_of([None, 3], "A")
    twice = measure_of([7, 8], "Twice")
    set_formula(by=by, measure=twice, text="2 * [A]")
    assert told(twice) == [7, 6]


def test_a_locked_period_is_not_computed_again(by, measure_of, periods, cast):
    a, twice = measure_of([1, 2], "A"), measure_of([], "Twice")
    set_formula(by=by, measure=twice, text="2 * [A]")
    first = periods(2)[0]
    lock = lock_period(
        by=by, alliance=cast.alliance, period_start=first.start, period_end=first.end
    )
    set_formula(by=by, measure=twice, text="3 * [A]")
    assert told(twice) == [2, 6]
    reopen_period(by=by, lock=lock, reason="a mistake")
    assert told(twice) == [3, 6]
    assert a.pk


def test_the_second_writer_is_told(by, measure_of):
    measure_of([1], "A")
    twice = measure_of([], "Twice")
    first = set_formula(by=by, measure=twice, text="2 * [A]", seen=0)
    with pytest.raises(Conflict) as caught:
        set_formula(by=by, measure=twice, text="3 * [A]", seen=0)
    assert caught.value.current == first
    second = set_formula(by=by, measure=twice, text="3 * [A]", seen=first.pk)
    with pytest.raises(Conflict):
        stop_formula(by=by, measure=twice, seen=first.pk)
    assert list(Formula.objects.in_use().filter(measure=twice)) == [second]
    assert Formula.objects.count() == 2
    acts = Entry.objects.filter(act="scorecard.set_formula")
    assert acts.count() == 2


def test_who_may(cast, by, measure_of):
    measure_of([1], "A")
    twice = measure_of([], "Twice", owner=cast.measure_owner)
    for who, view in (("measure_owner", View.JOINT), ("quintiles_manager", View.PRESENT)):
        with pytest.raises(PermissionDenied):
            set_formula(by=cast.actor(who, view), measure=twice, text="2 * [A]")
    set_formula(by=by, measure=twice, text="2 * [A]")
    with pytest.raises(PermissionDenied):
        stop_formula(by=cast.actor("reader", View.JOINT), measure=twice)


def test_rooms(cast, by, ours, measure_of, periods):
    joint, sum_ = measure_of([1, 2], "Joint"), measure_of([], "Sum")
    own = measure_of([10, 20], "Own", by=ours)
    margin = measure_of([], "Margin", by=ours)
    assert code_of(ours, sum_, "[Own]") == "unknown"
    assert code_of(ours, sum_, f"[#{own.pk}]") == "unknown"
    set_formula(by=ours, measure=margin, text="[Own] - [Joint]")
    assert told(margin) == [9, 18]
    solvay = cast.actor("solvay_manager", View.OURS)
    record_reading(by=solvay, measure=joint, period=periods(1)[0], value=5)
    assert told(margin) == [9, 15]
    assert derivation_of(solvay, joint).readers == ()
    assert derivation_of(ours, joint).readers[0][0] == "Margin"
    assert derivation_of(cast.actor("quintiles_manager", View.JOINT), joint).readers == ()
    set_formula(by=by, measure=sum_, text="sum({children})")
    assert told(sum_) == [1, 5]


def test_a_reading_takes_the_same_queries_however_many_it_feeds(by, measure_of, periods):
    a = measure_of([1, 2], "A")
    counts = []
    for number in range(4):
        with CaptureQueriesContext(connection) as queries:
            record_reading(by=by, measure=a, period=periods(1)[0], value=3 + number)
        counts.append(len(queries))
        set_formula(by=by, measure=measure_of([], f"D{number}"), text=f"{number} + [A]")
    assert counts[1] == counts[2] == counts[3]
    # Where rows are locked, what is fed is looked up once more, before the locks are taken.
    assert counts[1] <= counts[0] + (11 if connection.features.has_select_for_update else 8)


def test_rebuilding_changes_nothing(by, measure_of):
    measure_of([1, 2, 3], "A")
    grown = measure_of([], "Growth")
    set_formula(by=by, measure=grown, text="[A] - previous([A])")
    set_target(by=by, measure=grown, valid_from=grown.created_at.date(), baseline=0, target=4)
    before = list(Reading.objects.values_list("pk", "is_current"))
    kept = list(Standing.objects.order_by("pk").values())
    rebuild_standings()
    assert list(Reading.objects.values_list("pk", "is_current")) == before
    assert list(Standing.objects.order_by("pk").values()) == kept
    assert told(grown) == [1, 1]
    assert Decimal(1) == Standing.objects.get(measure=grown).value


def test_sharing_what_formulas_hang_on(cast, ours, measure_of):
    own, other = measure_of([10, 20], "Own", by=ours), measure_of([1, 1], "Other", by=ours)
    margin = measure_of([], "Margin", by=ours)
    set_formula(by=ours, measure=margin, text="[Own] - 1")
    set_formula(by=ours, measure=margin, text="2 * mean({children})")
    kind = shareable("measure")
    said = [line for part in kind.shown(own) for line in part.lines]
    assert "Margin" in said
    assert "Own" in kind.objection(margin, cast.joint)
    with pytest.raises(Refused, match="Share those first"):
        share_record(by=ours, record=margin)
    share_record(by=ours, record=own)
    share_record(by=ours, record=other)
    assert told(margin) == [11, 21]
    assert "[Own] - 1" in [line for part in kind.shown(margin) for line in part.lines]
    share_record(by=ours, record=margin)
    assert told(margin) == [11, 21]
    joint = cast.actor("solvay_manager", View.JOINT)
    assert derivation_of(joint, margin).formula.text == "2 * mean({children})"


def test_a_partner_learns_nothing_of_our_formulas(cast, ours, measure_of, periods):
    joint = measure_of([1, 2], "Joint")
    own = measure_of([1], "Own", by=ours)
    margin = measure_of([], "Margin", by=ours)
    set_formula(by=ours, measure=margin, text="[Joint] + [Own]")
    solvay = cast.actor("solvay_manager", View.OURS)
    twice = measure_of([], "Twice")
    said = []
    for text in ("[Own]", "[Nowhere]", f"[#{own.pk}]", "[#987654]", "[Margin]"):
        with pytest.raises(FormulaRefused) as caught:
            set_formula(by=solvay, measure=twice, text=text)
        said.append(str(caught.value).replace(text[1:-1], "…"))
    assert len(set(said)) == 1
    version = joint.version
    retire_measure(by=solvay, measure=joint, version=version, reason="Outlived")
    assert derivation_of(ours, margin).formula.inputs[0].is_retired
    assert (
        not Entry.objects.exclude(room_id=cast.quintiles_room.pk)
        .filter(details__has_key="formula")
        .exists()
    )
