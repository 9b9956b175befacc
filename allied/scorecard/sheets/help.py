"""What to write in each column, for the page, the template and the second sheet of an export."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HELP: Final[dict[str, Promise]] = {
    "perspective": _("The band of the map. Needed where the objective is new."),
    "theme": _("The theme. Needed where the objective is new."),
    "objective": _("The objective that is measured. Needed in every row."),
    "measure": _("The measure, by its name within the objective. Needed in every row."),
    "unit": _("Such as days or %."),
    "direction": _("higher, lower, on target, at least, at most"),
    "preset": _(
        "How a value becomes a score: baseline to target; red flag / goal; worst, red flag, goal, "
        "best; minimum to maximum; on target is best; baseline, commit, target, stretch; yes / no; "
        "threshold at least; threshold at most; ratio to target. Where empty: baseline to target, "
        "or what the direction asks for."
    ),
    "frequency": _("month, quarter, half-year, year. Where empty: that of the first period."),
    "weight": _("What the measure counts among those of its objective. Where empty: 1."),
    "baseline": _("Where it started."),
    "target": _("What is aimed at; the goal."),
    "period": _(
        "2022-Q1, 2022-03, 2022-H1 or 2022. Quarters, halves and years are those of the "
        "alliance's fiscal year, named by the year in which it ends; a month is a calendar month."
    ),
    "actual": _("The reading. Empty where there is none."),
    "note": _("What stands behind the reading."),
    "red_flag": _("The value at which alarm begins."),
    "worst": _("The value that scores 0."),
    "best": _("The value that scores 1."),
    "minimum": _("The lower end of the scale."),
    "maximum": _("The upper end of the scale."),
    "low": _("The value below the target where the score is 0."),
    "high": _("The value above the target where the score is 0."),
    "flat_low": _("Where the part round the target that is as good begins."),
    "flat_high": _("Where the part round the target that is as good ends."),
    "commit": _("The value promised; it scores 0.3."),
    "stretch": _("A value beyond the target."),
    "threshold": _("At least, or at most, this value."),
    "margin": _("So near the threshold a value is at caution."),
    "baseline_on": _("The day of the baseline, such as 2022-01-31."),
    "target_on": _("The day by which the target is to be met."),
    "kind": _(
        "number, percentage, money, index, survey, expert, yes / no, date, duration, coverage"
    ),
    "currency": _("Three letters, such as EUR, for money."),
    "aggregation": _("Over time: last, sum, average, year to date."),
    "leading": _("yes where the measure runs ahead of the result"),
    "capped": _("no where a score may lie below 0 or above 1"),
    "on_track_from": _("The score from which it is on track. Where empty: two thirds."),
    "caution_from": _("The score from which it is at caution. Where empty: one third."),
    "tolerance_days": _("Days after the period until a reading is stale."),
    "owner": _("The name or e-mail address of somebody with a role on the alliance."),
    "source": _("Where the values come from."),
    "illustrative": _("yes where the values are made up"),
    "description": _("What exactly is measured."),
    "agreed": _(
        "agreed or proposed: whether all partners have agreed to the target. Exports say it; an "
        "import reads past it, as nobody agrees by a sheet."
    ),
    "room": _("joint, ours. In the view of our room only."),
}

RULES: Final = (
    _("One row for each measure and period. The order of columns and rows is free."),
    _(
        "Perspectives, themes, objectives and measures are found by their names, whatever their "
        "case; what is not found is created."
    ),
    _("Another value for a known period is a correction; the earlier one stays on record."),
    _("Other targets in a later period hold from that period on."),
    _("An empty cell leaves what is known as it is; “none” takes a value, date or owner away."),
    _("What stands there already is left alone, so that a sheet can be imported twice."),
    _("A sheet with a fault imports nothing."),
    _(
        "Text that begins with = + - or @ has an apostrophe before it in a CSV file, so that no "
        "programme takes it for a formula."
    ),
    _("A fall of the status asks for no note here, as sheets bring whole histories."),
)
"""The rules of a sheet, each in a sentence."""
