"""A derived measure in a sheet: exported, and left alone by an import."""

from allied.scorecard.derived.services import set_formula
from allied.scorecard.models import Reading
from allied.scorecard.sheets.export import export_of
from allied.scorecard.sheets.output import csv_lines
from allied.scorecard.sheets.services import import_sheet, plan_sheet


def sheet_of(alliance, actor):
    export = export_of(alliance, actor)
    return "".join(csv_lines(export.columns, export.rows()))


def told(measure):
    rows = Reading.objects.filter(measure=measure, is_current=True).order_by("period_start")
    return [float(value) for value in rows.values_list("value", flat=True)]


def test_the_same_file_changes_nothing_and_says_why(cast, by, measure_of):
    measure_of([10, 20], "Plan quality")
    twice = measure_of([], "Twice")
    set_formula(by=by, measure=twice, text="2 * [Plan quality]")
    sheet = sheet_of(cast.alliance, by)
    assert "Twice" in sheet
    assert "40" in sheet
    plan = plan_sheet(by=by, alliance=cast.alliance, name="s.csv", data=sheet.encode())
    assert plan.changes_nothing
    assert not plan.faults
    assert [text for text in plan.warnings if "computed by a formula" in text and "Twice" in text]


def test_an_import_feeds_the_formula_and_cannot_write_over_it(cast, by, measure_of):
    quality, twice = measure_of([10, 21], "Plan quality"), measure_of([], "Twice")
    set_formula(by=by, measure=twice, text="2 * [Plan quality]")
    sheet = sheet_of(cast.alliance, by).replace(",42,", ",99,").replace(",21,", ",30,")
    assert ",99," in sheet
    import_sheet(by=by, alliance=cast.alliance, name="s.csv", data=sheet.encode())
    assert told(quality) == [10, 30]
    assert told(twice) == [20, 60]
