"""What the style guide shows: invented figures, so that it needs no data."""

from typing import Any

from django import forms

from .marks import STATUS_SHAPES

LONG_NAME = (
    "Reduce the time from the last patient's last visit to the locked database across all "
    "therapeutic areas and all sites run jointly"
)


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Name", max_length=140, help_text="Up to 140 characters.")
    unit = forms.CharField(label="Unit", required=False)
    value = forms.DecimalField(label="Value", max_digits=15, decimal_places=2)
    direction = forms.ChoiceField(
        label="Direction", choices=[("higher", "Higher is better"), ("lower", "Lower is better")]
    )
    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(
        label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    room = forms.ChoiceField(
        label="Room",
        choices=[("joint", "Joint room"), ("ours", "Our room")],
        widget=forms.RadioSelect,
        initial="joint",
    )
    is_leading = forms.BooleanField(
        label="Leading measure", required=False, help_text="It moves before the result does."
    )


def guide_context() -> dict[str, Any]:
    faulty = SampleForm(
        {"name": "", "value": "NaN", "direction": "sideways", "note": "What was typed stays."},
        auto_id="faulty_%s",
    )
    faulty.add_error(None, "The period 2022-Q1 is locked. An alliance manager can open it.")
    return {
        "statuses": list(STATUS_SHAPES),
        "trends": [("up", True), ("up", False), ("down", True), ("down", False), ("flat", None)],
        "form": SampleForm(auto_id="plain_%s"),
        "faulty": faulty,
        "themes": range(1, 9),
        "tokens": ["ground", "surface", "sunken", "line", "line-strong", "muted", "ink", "action"],
        "icons": ["map", "table-2", "pencil-line", "users", "lock", "search", "plus", "x"],
        "sparks": [
            [3, 4, 4.5, 4, 5, 6, 6.5, 7],
            [9, 8, None, None, 6, 5, 5.5, 3],
            [5, None, 7, None, 4],
            [4, 4, 4, 4],
            [2],
        ],
        "rows": _rows(),
        "long_name": LONG_NAME,
        "prose": PROSE,
    }


def _rows() -> list[dict[str, Any]]:
    return [
        _row("Cycle time per study", "days", 420, 300, 338, "caution", [420, 400, 380, 360, 338]),
        _row("Studies with a joint team", "%", 20, 80, 84, "exceeds", [20, 45, 60, 78, 84]),
        _row(LONG_NAME, "days", 62, 30, 66, "off_track", [62, 60, 64, 65, 66]),
        _row("Savings shared", "USD million", 0, 12, 9.5, "on_track", [0, 2, 5, 7, 9.5]),
        _row("Trust between the teams", "1–5", 3.1, 4, None, "no_data", []),
        _row("Sites opened", "sites", 0, 240, 118, "stale", [0, 40, 90, 118]),
    ]


def _row(name: str, unit: str, *figures: Any) -> dict[str, Any]:
    baseline, target, value, status, values = figures
    return {
        "name": name, "unit": unit, "baseline": baseline, "target": target, "value": value,
        "status": status, "spark": values,
    }  # fmt: skip


PROSE = """# A heading of a note

A paragraph with **weight**, *stress*, `code` and a [link](https://example.org).
A second line of it.

- what was agreed
- what was left open

> What the other side said.

| who | what |
|---|---|
| Solvay | opens the sites |
| Quintiles | counts the days |

<script>alert("never")</script>
"""
