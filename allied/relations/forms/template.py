"""Templates, dimensions and criteria."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from allied.foundation.access.refusal import Refused
from allied.foundation.ui.forms import RowForm, VersionField, line, lines, trimmed
from allied.scorecard.formats import input_text
from allied.scorecard.forms.target import fields_of, presets_using
from allied.scorecard.models import Direction, Kind, Preset, Target
from allied.scorecard.typed import parse_value

from ..catalogue import starters
from ..models import Answered, AskedOf, Criterion, Dimension, Template


class BeginForm(RowForm):
    """A new template: its name, and what it begins with."""

    name = line(gettext_lazy("Name"), 140)
    begin_with = forms.ChoiceField(
        label=gettext_lazy("Begin with"), widget=forms.RadioSelect, initial="customer"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["begin_with"]
        field.choices = [(each.key, f"{each.title}: {each.summary}") for each in starters()]


class TemplateForm(RowForm):
    version = VersionField()
    name = line(gettext_lazy("Name"), 140)
    purpose = lines(gettext_lazy("Purpose"), 2000, required=False)
    introduction = lines(
        gettext_lazy("What the counterpart reads above the questions"), 2000, rows=3,
        required=False,
    )  # fmt: skip

    @classmethod
    def of(cls, row: Template, data: Any = None) -> "TemplateForm":
        names = ("version", "name", "purpose", "introduction")
        return cls(data, initial={name: getattr(row, name) for name in names})


def weight_field() -> forms.DecimalField:
    return forms.DecimalField(
        label=gettext_lazy("Weight"), required=False, min_value=0, max_value=1000, max_digits=7,
        decimal_places=3, widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
        help_text=gettext_lazy("How much it counts beside its neighbours. 1 is usual."),
    )  # fmt: skip


class DimensionForm(RowForm):
    version = VersionField(required=False)
    name = line(gettext_lazy("Name"), 140)
    weight = weight_field()

    @classmethod
    def of(cls, row: Dimension | None, data: Any = None) -> "DimensionForm":
        if row is None:
            return cls(data, initial={"weight": 1})
        start = {"version": row.version, "name": row.name, "weight": trimmed(row.weight)}
        return cls(data, initial=start)

    def values(self) -> dict[str, Any]:
        weight = self.cleaned_data["weight"]
        return {"name": self.cleaned_data["name"], "weight": 1 if weight is None else weight}


class CriterionForm(RowForm):
    """The question, how it is answered, and how the answer is judged."""

    version = VersionField(required=False)
    name = line(
        gettext_lazy("Short name"), 80, help_text=gettext_lazy("It heads the column of the matrix.")
    )
    question = line(gettext_lazy("Question or statement"), 300)
    help = lines(gettext_lazy("What to look at"), 1000, required=False)
    asked_of = forms.ChoiceField(label=gettext_lazy("Asked of"), choices=AskedOf.choices)
    kind = forms.ChoiceField(label=gettext_lazy("Answered by"), choices=Answered.choices)
    unit = line(gettext_lazy("Unit"), 40, required=False)
    lowest = forms.IntegerField(label=gettext_lazy("Lowest score"), required=False)
    highest = forms.IntegerField(label=gettext_lazy("Highest score"), required=False)
    lowest_means = line(gettext_lazy("The lowest means"), 80, required=False)
    highest_means = line(gettext_lazy("The highest means"), 80, required=False)
    preset = forms.ChoiceField(label=gettext_lazy("Judged by"), choices=Preset.choices)
    direction = forms.ChoiceField(label=gettext_lazy("Direction"), choices=Direction.choices)
    weight = weight_field()

    def more_fields(self) -> dict[str, forms.Field]:
        """The values that some preset uses, typed as readings are."""
        return {
            name: forms.CharField(
                label=str(Target._meta.get_field(name).verbose_name).capitalize(),  # type: ignore[union-attr]
                required=False, max_length=60,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "num"}),
            )
            for name in Target.VALUES
        }  # fmt: skip

    @classmethod
    def of(cls, row: Criterion | None, data: Any = None) -> "CriterionForm":
        kept = row or Criterion()
        start: dict[str, Any] = {name: getattr(kept, name) for name in cls.base_fields}
        start["weight"] = trimmed(kept.weight)
        if row is None:
            start["version"] = None
        for name, text in kept.anchors.items():
            start[name] = input_text(Decimal(text), Kind.NUMBER)
        return cls(data, initial=start)

    @property
    def values_by_preset(self) -> list[tuple[forms.BoundField, str]]:
        """Each value's field with the classes of the presets that use it."""
        return [
            (self[name], " ".join(f"v-{preset}" for preset in presets_using(name)))
            for name in Target.VALUES
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        wanted = fields_of(data.get("preset", ""))
        data["anchors"] = {}
        for name in wanted:
            if text := (data.get(name) or "").strip():
                try:
                    data["anchors"][name] = parse_value(text, Kind.NUMBER, field=name)
                except Refused as refused:
                    self.add_error(name, str(refused))
        return data

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        kept = {name: data[name] for name in self.base_fields if name != "version"}
        kept["weight"] = 1 if kept["weight"] is None else kept["weight"]
        for name, usual in (("lowest", 1), ("highest", 5)):
            kept[name] = usual if kept[name] is None else kept[name]
        return {**kept, "anchors": data["anchors"]}
