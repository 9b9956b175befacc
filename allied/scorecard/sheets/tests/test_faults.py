"""Every fault is told by row and column, and a file with a fault imports nothing."""

from datetime import date
from typing import Any

import pytest

from allied.foundation.access.actor import Actor, View
from allied.scorecard.models import Measure, PeriodLock, Reading
from allied.scorecard.services import lock_period
from allied.scorecard.sheets.faults import SHOWN
from allied.scorecard.sheets.plan import Plan
from allied.scorecard.sheets.services import SheetRefused, import_sheet, plan_sheet
from allied.strategy.models import Objective
from tests.support.cast import Cast

from .sheets import csv_of, only_fault, places, row, xlsx_of
from .test_import import everything


@pytest.fixture
def manager(cast: Cast) -> Actor:
    return cast.actor("quintiles_manager", View.JOINT)


@pytest.fixture
def plan(cast: Cast, manager: Actor) -> Any:
    def plan(*rows: dict[str, Any]) -> Plan:
        return plan_sheet(by=manager, alliance=cast.alliance, name="s.csv", data=csv_of(*rows))

    return plan


LONG = "x" * 10_000


CASES: list[tuple[dict[str, str], str, str]] = [
    ({"actual": "many"}, "actual", "a number is expected"),
    ({"actual": "NaN"}, "actual", "neither NaN nor infinity"),
    ({"actual": "-inf"}, "actual", "neither NaN nor infinity"),
    ({"actual": "1e308"}, "actual", "too large"),
    ({"actual": "1,234"}, "actual", "two ways"),
    ({"actual": "1234567890.123456"}, "actual", "15 significant digits"),
    ({"actual": "0.12345678901"}, "actual", "10 decimal places"),
    ({"actual": "2022-01-01"}, "actual", "the cell holds a date"),
    ({"actual": "yes"}, "actual", "not yes or no"),
    ({"actual": "12 %"}, "actual", "the unit of the measure is not %"),
    ({"weight": "12 %"}, "weight", "not below zero"),
    ({"actual": "none"}, "actual", "cannot be taken away"),
    ({"actual": "=1+1"}, "actual", "a number is expected"),
    ({"baseline": "1e400"}, "baseline", "too large"),
    ({"target": "soon"}, "target", "a number is expected"),
    ({"target": "100"}, "target", "The target equals the baseline"),
    ({"target": "120"}, "target", "Lower is better"),
    ({"baseline": ""}, "baseline", "Give the baseline"),
    ({"target": ""}, "target", "Give the target"),
    ({"weight": "-1"}, "weight", "not below zero"),
    ({"weight": "1.23456"}, "weight", "three decimals"),
    ({"measure": LONG}, "measure", "10,000 characters, where at most 200"),
    ({"objective": LONG}, "objective", "at most 140"),
    ({"perspective": LONG}, "perspective", "at most 80"),
    ({"theme": "x" * 81}, "theme", "at most 80"),
    ({"unit": LONG}, "unit", "at most 40"),
    ({"note": LONG}, "note", "at most 2,000"),
    ({"source": LONG}, "source", "at most 300"),
    ({"measure": "a\x00b"}, "measure", "control character (U+0000)"),
    ({"note": "a\x07b"}, "note", "control character (U+0007)"),
    ({"measure": "=HYPERLINK(1)"}, "measure", "as a formula does"),
    ({"note": "+1"}, "note", "as a formula does"),
    ({"unit": "-x"}, "unit", "as a formula does"),
    ({"source": "@SUM(A1)"}, "source", "as a formula does"),
    ({"objective": " \t=1"}, "objective", "as a formula does"),
    ({"measure": ""}, "measure", "every row names it"),
    ({"measure": "\u200b"}, "measure", "every row names it"),
    ({"objective": "  "}, "objective", "every row names it"),
    ({"perspective": ""}, "perspective", "is new: say where"),
    ({"theme": ""}, "theme", "is new: say where"),
    ({"direction": "sideways"}, "direction", "expected: higher, lower"),
    ({"preset": "magic"}, "preset", "expected: baseline to target"),
    ({"preset": "threshold", "direction": ""}, "direction", "at least or at most"),
    ({"preset": "threshold", "threshold": "5"}, "direction", "does not go with"),
    ({"frequency": "weekly"}, "frequency", "expected: month, quarter"),
    ({"period": "2022-Q5"}, "period", "expected: 2022-Q1"),
    ({"period": "first"}, "period", "expected: 2022-Q1"),
    ({"period": "0022-Q1"}, "period", "expected: 2022-Q1"),
    ({"period": "2022-03"}, "period", "read by the quarter"),
    ({"period": "2022-02-01"}, "period", "by its first day"),
    ({"period": "2022-02-30"}, "period", "no such day"),
    ({"period": ""}, "period", "a reading needs its period"),
    ({"period": "2150-Q1"}, "period", "has not begun"),
    ({"currency": "XYZ"}, "currency", "no currency"),
    ({"currency": "Euro"}, "currency", "no currency"),
    ({"currency": "EUR", "kind": "number"}, "currency", "only a measure of the kind money"),
    ({"kind": "colour"}, "kind", "expected: number"),
    ({"kind": "yes / no"}, "kind", "judged by the preset yes / no"),
    ({"preset": "yes / no", "direction": "higher", "actual": "2"}, "actual", "yes or no"),
    ({"kind": "coverage", "actual": "120"}, "actual", "between 0 and 100"),
    ({"kind": "date"}, "actual", "a date is expected"),
    ({"preset": "ratio", "baseline": "", "target": "0"}, "target", "above zero"),
    ({"aggregation": "median"}, "aggregation", "expected: last, sum"),
    ({"leading": "maybe"}, "leading", "expected: yes, no"),
    ({"on_track_from": "1.5"}, "on_track_from", "between 0 and 1"),
    ({"caution_from": "0.9"}, "caution_from", "at or below on track"),
    ({"tolerance_days": "1.5"}, "tolerance_days", "whole number of days"),
    ({"owner": "Nobody known"}, "owner", "nobody with a role"),
    ({"owner": "Former member"}, "owner", "nobody with a role"),
    ({"owner": "Outsider"}, "owner", "nobody with a role"),
    ({"baseline_on": "soon"}, "baseline_on", "a date is expected"),
    ({"baseline_on": "2022-12-31", "target_on": "2022-01-01"}, "target_on", "must come after"),
    ({"room": "ours"}, "room", "belongs to our room"),
    ({"room": "kitchen"}, "room", "expected: joint, ours"),
]  # fmt: skip


def test_each_fault_in_its_place(plan: Any) -> None:
    """Row 3 has the fault, and row 2 of another measure stands there unharmed."""
    missed = {}
    for changes, column, words in CASES:
        found = plan(row(measure="Unharmed", objective="Other"), row(**changes)).faults
        told = [(fault.row, fault.column, fault.message) for fault in found.kept]
        if not any((r, c) == (3, column) and words in text for r, c, text in told) or any(
            r != 3 for r, _c, _text in told
        ):
            missed[str(changes)[:80]] = told
    assert not missed


def test_the_value_is_shown_cut_and_made_visible(plan: Any) -> None:
    assert only_fault(plan(row(actual="x" * 200))).value == "x" * 60 + "…"
    assert only_fault(plan(row(note="a\x00b"))).value == "a�b"
    fault = only_fault(plan(row(target="100")))
    assert (fault.row, fault.column, fault.value) == (2, "target", "100")
    assert str(fault).startswith("row 2, target “100”: The target equals the baseline (100)")


def test_decimal_commas_make_points_ambiguous(plan: Any) -> None:
    found = plan(row(actual="90,5"), row(period="2022-Q2", actual="1.234"))
    assert only_fault(found).row == 3
    assert not plan(row(note="90,5"), row(period="2022-Q2", actual="1.234")).faults


def test_all_faults_are_told_at_once(plan: Any) -> None:
    found = plan(
        row(actual="many", weight="-1"),
        row(period="2022-Q2", direction="higher"),
        row(period="2022-Q1", actual="1"),
        row(measure="Other", currency="???", period="nonsense", owner="Nobody"),
    )
    assert set(places(found)) == {
        (2, "actual"), (2, "weight"), (3, "direction"), (4, "period"),
        (5, "period"), (5, "owner"), (5, "currency"),
    }  # fmt: skip


def test_faults_beyond_what_is_shown_are_counted(plan: Any) -> None:
    found = plan(*(row(period=f"{1900 + n}-Q1", actual="x") for n in range(250)))
    assert found.faults.count == 250
    assert len(found.faults.kept) == SHOWN
    assert found.faults.hidden == 50


def test_the_same_measure_and_period_twice(plan: Any) -> None:
    fault = only_fault(plan(row(), row(period="2022-Q2"), row(measure="STUDY cycle  time")))
    assert (fault.row, fault.column, fault.value) == (4, "period", "2022-Q1")
    assert "row 2 says" in fault.message
    empty = {"period": "", "actual": "", "note": ""}
    assert only_fault(plan(row(**empty), row(**empty))).row == 3


def test_rows_that_contradict_each_other(plan: Any) -> None:
    fault = only_fault(plan(row(), row(period="2022-Q2", unit="weeks")))
    assert (fault.row, fault.column, fault.value) == (3, "unit", "weeks")
    assert "row 2, which says “days”" in fault.message
    for column, value in (
        ("direction", "higher"), ("preset", "ratio"), ("frequency", "month"), ("kind", "index"),
    ):  # fmt: skip
        first = row(kind="number")
        assert (3, column) in places(plan(first, {**first, "period": "2022-Q2", column: value}))


def test_an_objective_in_two_places(plan: Any) -> None:
    fault = only_fault(plan(row(), row(measure="Other", theme="Growth")))
    assert (fault.row, fault.column) == (3, "theme")


def test_an_objective_that_stands_elsewhere_on_the_map(
    cast: Cast, manager: Actor, plan: Any
) -> None:
    import_sheet(by=manager, alliance=cast.alliance, name="s.csv", data=csv_of(row()))
    fault = only_fault(plan(row(perspective="Customer")))
    assert (fault.row, fault.column) == (2, "perspective")
    assert "stands in “Process”" in fault.message


def test_two_known_measures_of_one_name(cast: Cast, manager: Actor, plan: Any) -> None:
    import_sheet(by=manager, alliance=cast.alliance, name="s.csv", data=csv_of(row()))
    Measure.objects.create(
        alliance=cast.alliance, room=cast.joint, objective=Objective.objects.get(),
        name="STUDY CYCLE TIME",
    )  # fmt: skip
    assert (
        "several measures of this name" in only_fault(plan(row(measure="study cycle time"))).message
    )
    assert not plan(row()).faults


def test_another_frequency_of_a_measure_with_readings(
    cast: Cast, manager: Actor, plan: Any
) -> None:
    import_sheet(by=manager, alliance=cast.alliance, name="s.csv", data=csv_of(row()))
    found = plan(row(frequency="month", period="2022-04"))
    assert only_fault(found).column == "frequency"


def test_a_change_of_preset_that_does_not_fit_the_target(
    cast: Cast, manager: Actor, plan: Any
) -> None:
    import_sheet(by=manager, alliance=cast.alliance, name="s.csv", data=csv_of(row()))
    fault = only_fault(plan(row(direction="higher", baseline="", target="")))
    assert (fault.row, fault.column) == (2, "direction")


def test_a_locked_period(cast: Cast, manager: Actor, plan: Any) -> None:
    import_sheet(by=manager, alliance=cast.alliance, name="s.csv", data=csv_of(row()))
    lock_period(
        by=manager, alliance=cast.alliance,
        period_start=date(2022, 1, 1), period_end=date(2022, 6, 30),
    )  # fmt: skip
    assert plan(row()).changes_nothing
    found = plan(row(actual="80"), row(period="2022-Q2"), row(period="2022-Q3"))
    assert places(found) == [(2, "period"), (3, "period")]
    assert "Solvay manager (Solvay)" in found.faults.kept[0].message
    found = plan(row(target="55"))
    assert only_fault(found).row == 2
    assert "locked period" in only_fault(found).message
    PeriodLock.objects.update(reopened_at="2022-07-01T00:00Z")
    assert not plan(row(actual="80")).faults


def test_statements_do_not_grow_with_the_faults(
    cast: Cast, manager: Actor, plan: Any, django_assert_max_num_queries: Any
) -> None:
    import_sheet(by=manager, alliance=cast.alliance, name="s.csv", data=csv_of(row()))
    lock_period(
        by=manager, alliance=cast.alliance,
        period_start=date(2020, 1, 1), period_end=date(2022, 6, 30),
    )  # fmt: skip
    with django_assert_max_num_queries(16):
        found = plan(
            *(
                row(measure=f"M {n}", period=f"202{n % 3}-Q1", owner=f"Nobody {n}")
                for n in range(99)
            )
        )
    assert found.faults.count == 198


def test_headings(cast: Cast, manager: Actor) -> None:
    def faults_of(text: str) -> list[str]:
        found = plan_sheet(by=manager, alliance=cast.alliance, name="s.csv", data=text.encode())
        return [str(fault) for fault in found.faults.kept]

    assert faults_of("theme,actual\nA,1\n") == [
        "row 1, objective: this column is missing.", "row 1, measure: this column is missing.",
    ]  # fmt: skip
    assert "the first row must hold the headings" in faults_of("a,b\nc,d\n")[0]
    assert "stands here twice" in faults_of("objective,measure,Measure\nA,B,C\n")[0]
    assert faults_of("objective,measure\n") == ["There is no row below the headings."]
    assert "no heading above this cell" in faults_of("objective,measure,\nA,B,C\n")[0]


def test_a_formula_in_a_workbook(cast: Cast, manager: Actor) -> None:
    def fill(**changes: Any) -> Plan:
        data = xlsx_of(row(**{"weight": 1, "baseline": 100, "target": 60, "actual": 90, **changes}))
        return plan_sheet(by=manager, alliance=cast.alliance, name="s.xlsx", data=data)

    assert not fill(measure="=SUM(A1)").faults  # a text in a cell of text is no formula
    assert only_fault(fill(actual=True)).column == "actual"
    assert only_fault(fill(actual=date(2022, 1, 1))).column == "actual"


def test_ten_thousand_rows_with_a_fault_in_the_last_write_nothing(
    cast: Cast, manager: Actor
) -> None:
    rows = [
        row(
            measure=f"Measure {n // 120}", frequency="month", actual=n,
            period=f"{2000 + n % 120 // 12}-{n % 12 + 1:02d}",
        )
        for n in range(9_999)
    ]  # fmt: skip
    before = everything()
    with pytest.raises(SheetRefused) as refused:
        import_sheet(
            by=manager, alliance=cast.alliance, name="s.csv",
            data=csv_of(*rows, row(measure="Last", actual="1e308")),
        )  # fmt: skip
    fault = only_fault(refused.value.plan)
    assert (fault.row, fault.column, fault.value) == (len(rows) + 2, "actual", "1e308")
    assert everything() == before


def test_a_map_has_its_limits(plan: Any) -> None:
    found = plan(*(row(objective=f"Objective {n}") for n in range(301)))
    assert only_fault(found).column == "objective"
    found = plan(*(row(objective=f"Objective {n}", perspective=f"P{n}") for n in range(21)))
    assert only_fault(found).column == "perspective"


def test_right_to_left_and_combining_text_is_kept(cast: Cast, manager: Actor) -> None:
    name = "זמן מחזור \u202bמחקר\u202c e\u0301 👩‍👩‍👧"
    import_sheet(by=manager, alliance=cast.alliance, name="s.csv", data=csv_of(row(measure=name)))
    assert Measure.objects.get().name == name.replace("e\u0301", "é")
    assert Reading.objects.count() == 1
