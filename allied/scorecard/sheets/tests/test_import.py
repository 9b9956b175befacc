"""What an import makes, changes and leaves alone."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from xlsxwriter import Workbook

from allied.foundation.access.actor import Actor, View
from allied.foundation.audit.models import Entry
from allied.scorecard.models import Measure, Reading, Standing, Target
from allied.scorecard.sheets.plan import Plan
from allied.scorecard.sheets.services import (
    PlanChanged,
    SheetRefused,
    import_sheet,
    plan_sheet,
)
from allied.strategy.models import Objective, Perspective, Theme
from tests.support.cast import Cast

from .sheets import csv_of, row, xlsx_of

Importer = Callable[..., Plan]


@pytest.fixture
def manager(cast: Cast) -> Actor:
    return cast.actor("quintiles_manager", View.JOINT)


@pytest.fixture
def bring(cast: Cast, manager: Actor) -> Importer:
    """Import rows as the Quintiles manager in the joint view."""

    def bring(*rows: dict[str, Any], **more: Any) -> Plan:
        given = {"by": manager, "name": "sheet.csv", **more}
        return import_sheet(alliance=cast.alliance, data=csv_of(*rows), **given)

    return bring


def everything() -> dict[str, list[Any]]:
    """Every row of every table, to see that nothing at all was written."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
    }


def test_a_sheet_makes_the_map_the_measure_its_target_and_its_reading(
    cast: Cast, bring: Importer
) -> None:
    plan = bring(row())
    objective = Objective.objects.get()
    assert (objective.title, objective.perspective.name, objective.theme.name) == (
        "Share cost drivers", "Process", "Collaboration",
    )  # fmt: skip
    measure = Measure.objects.get()
    assert (measure.name, measure.unit, measure.direction) == ("Study cycle time", "days", "lower")
    assert (measure.preset, measure.frequency, measure.room) == (
        "baseline_target", "quarter", cast.joint,
    )  # fmt: skip
    target = Target.objects.get()
    assert (target.valid_from, target.baseline, target.target) == (date(2022, 1, 1), 100, 60)
    assert target.set_by == cast.quintiles_manager
    reading = Reading.objects.get()
    assert (reading.period_start, reading.value, reading.note) == (date(2022, 1, 1), 90, "first")
    assert reading.author == cast.quintiles_manager
    standing = Standing.objects.get()
    assert (standing.value, standing.score, standing.progress) == (90, 0.25, 0.25)
    assert (len(plan.new_measures), plan.new_readings, plan.unchanged) == (1, 1, 0)


def test_a_second_import_changes_nothing_at_all(bring: Importer) -> None:
    rows = [row(period=f"2022-Q{n}", actual=90 - n) for n in (1, 2, 3, 4)]
    bring(*rows)
    before = everything()
    plan = bring(*rows)
    assert plan.changes_nothing
    assert plan.unchanged == 4
    assert everything() == before


def test_columns_and_rows_in_any_order_headings_in_any_case(cast: Cast, manager: Actor) -> None:
    rows = [row(period="2022-Q2", red_flag=""), row()]
    columns = list(reversed([*row(), "red_flag"]))
    data = csv_of(*rows, columns=columns, delimiter=";").decode()
    first, rest = data.split("\r\n", 1)
    first = first.replace("red_flag", " Red  Flag ").replace("actual", "ACTUAL")
    import_sheet(
        by=manager, alliance=cast.alliance, name="s.csv", data=(first + "\r\n" + rest).encode()
    )
    assert Reading.objects.count() == 2
    assert Target.objects.get().valid_from == date(2022, 1, 1)


def test_names_are_found_whatever_their_case(bring: Importer) -> None:
    bring(row())
    plan = bring(
        row(
            perspective=" PROCESS", theme="collaboration ", objective="share  COST drivers",
            measure="Study Cycle Time", period="2022-Q2",
        )
    )  # fmt: skip
    assert plan.new_readings == 1
    assert (Perspective.objects.count(), Theme.objects.count(), Objective.objects.count()) == (
        1,
        1,
        1,
    )
    assert Measure.objects.get().name == "Study cycle time"


def test_places_may_be_left_out_for_a_known_objective(bring: Importer) -> None:
    bring(row())
    bring(row(perspective="", theme="", measure="Trust", period="2022-Q2"))
    assert Objective.objects.count() == 1
    assert Measure.objects.count() == 2


def test_a_different_value_is_a_correction(bring: Importer) -> None:
    bring(row())
    plan = bring(row(actual="91"))
    assert (plan.corrections, plan.new_readings) == (1, 0)
    old, new = Reading.objects.order_by("pk")
    assert (old.value, old.is_current) == (90, False)
    assert (new.value, new.is_current, new.note) == (91, True, "first")
    assert Standing.objects.get().value == 91


def test_another_note_is_a_correction_and_an_empty_one_is_none(bring: Importer) -> None:
    bring(row())
    assert bring(row(note="")).changes_nothing
    assert bring(row(note="second")).corrections == 1
    assert Reading.objects.get(is_current=True).note == "second"


def test_other_targets_hold_from_their_period_on(bring: Importer) -> None:
    bring(
        row(),
        row(period="2022-Q2"),
        row(period="2022-Q3", target="50"),
        row(period="2022-Q4", target="50"),
    )
    assert list(Target.objects.values_list("valid_from", "target")) == [
        (date(2022, 1, 1), 60), (date(2022, 7, 1), 50),
    ]  # fmt: skip
    standing = Standing.objects.get()
    assert (standing.target, standing.score) == (50, pytest.approx(0.2))


def test_another_target_for_the_same_day_supersedes_it(bring: Importer) -> None:
    bring(row())
    bring(row(target="55"))
    assert list(Target.objects.in_use().values_list("target", flat=True)) == [55]
    assert Target.objects.filter(superseded_at__isnull=False).get().target == 60


def test_an_empty_cell_leaves_what_is_known_and_none_takes_it_away(bring: Importer) -> None:
    bring(row(stretch="40", owner="Measure owner"))
    bring(
        row(
            period="2022-Q2",
            baseline="",
            target="",
            weight="",
            unit="",
            direction="",
            preset="",
            frequency="",
            stretch="",
            owner="",
        )
    )
    assert Target.objects.count() == 1
    bring(row(period="2022-Q3", stretch="none", owner="None"))
    assert [t.stretch for t in Target.objects.all()] == [40, None]
    measure = Measure.objects.get()
    assert (measure.unit, measure.direction, measure.owner) == ("days", "lower", None)


def test_a_row_without_a_reading_defines_the_measure_only(bring: Importer) -> None:
    bring(row(actual="", note=""), row(measure="Other", period="", actual="", note=""))
    assert Measure.objects.count() == 2
    assert Reading.objects.count() == 0
    assert set(Standing.objects.values_list("status", flat=True)) == {"no_data"}


def test_targets_may_be_agreed_for_a_period_to_come(bring: Importer) -> None:
    bring(row(), row(period="2090-Q1", actual="", note="", target="20"))
    assert Target.objects.last().valid_from == date(2090, 1, 1)  # type: ignore[union-attr]
    assert Standing.objects.get().target == 60


def test_a_measure_is_changed_where_the_sheet_says_otherwise(bring: Importer) -> None:
    bring(row())
    plan = bring(
        row(
            unit="weeks",
            owner="measure.owner@quintiles.example",
            description="From first patient",
            leading="yes",
        )
    )
    measure = Measure.objects.get()
    assert (measure.unit, measure.owner.name, measure.is_leading) == (
        "weeks",
        "Measure owner",
        True,
    )  # type: ignore[union-attr]
    assert measure.version == 2
    assert len(plan.changed_measures) == 1
    entry = Entry.objects.get(act="scorecard.edit_measure")
    assert entry.details["changes"]["unit"] == ["days", "weeks"]


@pytest.mark.parametrize(
    ("preset_word", "direction_word", "values", "preset", "direction"),
    [
        ("Baseline to Target", "", "baseline=1 target=2", "baseline_target", "higher"),
        ("baseline_target", "", "baseline=1 target=2", "baseline_target", "higher"),
        ("", "Lower is better", "baseline=5 target=2", "baseline_target", "lower"),
        ("red flag / goal", "", "red_flag=500 target=700", "red_flag_goal", "higher"),
        (
            "Worst, red flag, goal, best", "", "worst=50 red_flag=70 target=100 best=130",
            "worst_best", "higher",
        ),
        ("minimum to maximum", "", "minimum=0 maximum=200", "minimum_maximum", "higher"),
        ("on target is best", "", "low=0 target=5 high=10", "on_target", "on_target"),
        ("", "on target", "low=0 target=5 high=10", "on_target", "on_target"),
        (
            "baseline, commit, target, stretch", "", "baseline=0 commit=3 target=7 stretch=10",
            "commit_stretch", "higher",
        ),
        ("yes / no", "", "actual=yes", "yes_no", "higher"),
        ("threshold at least", "", "threshold=80", "threshold", "at_least"),
        ("THRESHOLD AT MOST", "", "threshold=80", "threshold", "at_most"),
        ("", "at least", "threshold=80 margin=2", "threshold", "at_least"),
        ("threshold", "at most", "threshold=80", "threshold", "at_most"),
        ("ratio to target", "", "target=5", "ratio", "higher"),
    ],
)  # fmt: skip
def test_presets_and_directions_in_plain_words(
    bring: Importer, preset_word: str, direction_word: str, values: str, preset: str, direction: str
) -> None:
    said = dict(pair.split("=") for pair in values.split())
    words = {"preset": preset_word, "direction": direction_word, "baseline": "", "target": ""}
    bring(row(**{**words, "actual": 1, **said}))
    measure = Measure.objects.get()
    assert (measure.preset, measure.direction) == (preset, direction)
    assert Standing.objects.get().score is not None


@pytest.mark.parametrize(
    ("frequency", "period", "expected", "start"),
    [
        ("monthly", "2022-03", "month", date(2022, 3, 1)),
        ("", "2022-03", "month", date(2022, 3, 1)),
        ("Half-year", "2022-H1", "half_year", date(2021, 10, 1)),
        ("", "2022", "year", date(2021, 10, 1)),
        ("quarterly", "2022-q1", "quarter", date(2021, 10, 1)),
    ],
)
def test_frequencies_and_periods_by_the_fiscal_year(
    cast: Cast, bring: Importer, frequency: str, period: str, expected: str, start: date
) -> None:
    cast.alliance.fiscal_start_month = 10
    cast.alliance.save()
    bring(row(frequency=frequency, period=period))
    assert Measure.objects.get().frequency == expected
    assert Reading.objects.get().period_start == start


def test_a_workbook_where_2022_03_became_a_date(cast: Cast, manager: Actor) -> None:
    data = xlsx_of(
        row(
            frequency="month",
            period=date(2022, 3, 1),
            actual=90.5,
            baseline=100,
            target=60,
            weight=2,
        )
    )
    import_sheet(by=manager, alliance=cast.alliance, name="s.xlsx", data=data)
    assert Reading.objects.get().period_start == date(2022, 3, 1)
    assert Target.objects.get().weight == 2


def test_percent_means_the_number_that_is_shown(
    cast: Cast, manager: Actor, bring: Importer
) -> None:
    bring(row(unit="%", baseline="20 %", target="10%", actual="12,5 %"))
    assert Reading.objects.get().value == Decimal("12.5")
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        sheet, percent = book.add_worksheet(), book.add_format({"num_format": "0.0%"})
        for place, (name, value) in enumerate(row(unit="%", period="2022-Q2").items()):
            sheet.write_string(0, place, name)
            if name in {"baseline", "target", "actual"}:
                shown = {"baseline": 0.2, "target": 0.1, "actual": 0.123}[name]
                sheet.write_number(1, place, shown, percent)
            else:
                sheet.write(1, place, value)
    data = file.getvalue()
    import_sheet(by=manager, alliance=cast.alliance, name="s.xlsx", data=data)
    assert Reading.objects.get(period_start=date(2022, 4, 1)).value == Decimal("12.3")
    assert Target.objects.count() == 1


def test_kinds(bring: Importer) -> None:
    bring(
        row(measure="Share", unit="%"),
        row(measure="Money", currency="usd", source="Ledger"),
        row(
            measure="Day", kind="date", baseline="2022-06-30", target="2022-03-31",
            actual="2022-05-01",
        ),
        row(measure="Done", preset="yes / no", direction="", baseline="", target="", actual="no"),
        row(measure="Plain"),
    )  # fmt: skip
    kinds = dict(Measure.objects.values_list("name", "kind"))
    assert kinds == {
        "Share": "percentage", "Money": "money", "Day": "date", "Done": "yes_no", "Plain": "number",
    }  # fmt: skip
    money = Measure.objects.get(name="Money")
    assert money.currency == "USD"
    assert money.readings.get().source == "Ledger"
    assert Reading.objects.get(measure__name="Day").value == date(2022, 5, 1).toordinal()
    assert Reading.objects.get(measure__name="Done").value == 0


def test_values_keep_all_their_digits(bring: Importer) -> None:
    bring(row(actual="123456789.123456"), row(period="2022-Q2", actual="99999.0000000001"))
    assert set(Reading.objects.values_list("value", flat=True)) == {
        Decimal("123456789.123456"), Decimal("99999.0000000001"),
    }  # fmt: skip


def test_a_falling_status_needs_no_note_in_a_sheet(bring: Importer) -> None:
    bring(row(actual=60, note=""))
    bring(row(period="2022-Q2", actual=100, note=""))
    assert Standing.objects.get().status == "off_track"


def test_unknown_columns_are_named_and_left_out(bring: Importer) -> None:
    plan = bring(row(colour="red", basline="3"))
    assert "“colour”, “basline”" in plan.warnings[0]


def test_a_note_without_a_reading_is_told(bring: Importer) -> None:
    plan = bring(row(actual=""))
    assert plan.warnings == ["Row 2: the note is not kept, as there is no reading to note it with."]


def test_the_trail_has_an_entry_for_the_import_and_each_measure(
    cast: Cast, bring: Importer
) -> None:
    bring(row(), row(period="2022-Q2"))
    entries = Entry.objects.filter(act__startswith="scorecard")
    assert {(e.act, e.room_id, e.user_id) for e in entries} == {
        ("scorecard.import_sheet", cast.joint.pk, cast.quintiles_manager.user_id),
        ("scorecard.add_measure", cast.joint.pk, cast.quintiles_manager.user_id),
    }
    summary = entries.get(act="scorecard.import_sheet")
    assert summary.details["readings"] == 2


# Rooms


def test_in_our_view_new_measures_are_ours(cast: Cast, bring: Importer) -> None:
    bring(row())
    ours = cast.actor("quintiles_manager", View.OURS)
    bring(row(measure="Our margin", perspective="", theme=""), by=ours)
    measure = Measure.objects.get(name="Our margin")
    assert measure.room == cast.quintiles_room
    assert {e.room_id for e in Entry.objects.filter(object_id=measure.pk, kind="measure")} == {
        cast.quintiles_room.pk
    }
    before = everything()
    assert bring(row(measure="Our margin"), by=ours).changes_nothing
    assert everything() == before


def test_in_the_joint_view_a_private_measure_does_not_exist(cast: Cast, bring: Importer) -> None:
    bring(row())
    ours = cast.actor("quintiles_manager", View.OURS)
    bring(row(measure="Margin", actual=70), by=ours)
    plan = bring(row(measure="Margin", actual=80))
    assert len(plan.new_measures) == 1
    assert Measure.objects.filter(name="Margin").count() == 2
    assert Reading.objects.get(measure__room=cast.quintiles_room).value == 70


def test_an_import_in_our_view_writes_nothing_joint(cast: Cast, bring: Importer) -> None:
    bring(row())
    before = everything()
    ours = cast.actor("quintiles_manager", View.OURS)
    assert bring(row(), by=ours).changes_nothing
    for changed in (row(actual=1), row(target=3), row(unit="x"), row(objective="New one")):
        with pytest.raises(SheetRefused):
            bring(changed, by=ours)
    assert everything() == before


def test_rows_of_our_room_are_not_imported_into_the_joint_room(bring: Importer) -> None:
    with pytest.raises(SheetRefused) as refused:
        bring(row(room="ours"))
    assert refused.value.plan.faults.kept[0].column == "room"
    assert not Measure.objects.exists()


def test_both_of_one_name_in_our_view_by_the_room_column(cast: Cast, bring: Importer) -> None:
    bring(row())
    ours = cast.actor("quintiles_manager", View.OURS)
    bring(row(room="ours", actual=1), row(room="joint"), by=ours)
    assert Reading.objects.get(measure__room=cast.quintiles_room).value == 1
    assert Reading.objects.get(measure__room=cast.joint).value == 90


# Who, and how


@pytest.mark.parametrize(
    "who", ["reader", "member", "measure_owner", "quintiles_sponsor", "outsider"]
)
def test_who_may_not(cast: Cast, who: str) -> None:
    for view in View:
        with pytest.raises(PermissionDenied):
            plan_sheet(by=cast.actor(who, view), alliance=cast.alliance, name="s.csv", data=b"")


def test_nobody_imports_in_present_mode(cast: Cast) -> None:
    actor = cast.actor("quintiles_manager", View.PRESENT)
    with pytest.raises(PermissionDenied):
        import_sheet(by=actor, alliance=cast.alliance, name="s.csv", data=csv_of(row()))


def test_a_plan_writes_nothing_and_holds_only_while_nothing_changed(
    cast: Cast, manager: Actor, bring: Importer
) -> None:
    bring(row())
    before = everything()
    given = {"alliance": cast.alliance, "name": "s.csv", "data": csv_of(row(actual="80"))}
    digest = plan_sheet(by=manager, **given).digest()
    assert everything() == before
    bring(row(actual="85"))
    with pytest.raises(PlanChanged) as changed:
        import_sheet(by=manager, expected=digest, **given)
    assert Reading.objects.get(is_current=True).value == 85
    import_sheet(by=manager, expected=changed.value.plan.digest(), **given)
    assert Reading.objects.get(is_current=True).value == 80


def test_statements_do_not_grow_with_the_rows(
    cast: Cast, manager: Actor, django_assert_max_num_queries: Any
) -> None:
    bring_these = [
        row(measure=f"Measure {n % 40}", period=f"20{10 + n // 160}-Q{n // 40 % 4 + 1}", actual=n)
        for n in range(400)
    ]
    with django_assert_max_num_queries(90):
        import_sheet(by=manager, alliance=cast.alliance, name="s.csv", data=csv_of(*bring_these))
    assert Reading.objects.count() == 400
