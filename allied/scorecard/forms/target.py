"""A target from a day on. Which values it needs depends on how the measure is judged."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from allied.foundation.access.refusal import Refused
from allied.foundation.ui.forms import day_field
from allied.pure.scoring import OPTIONAL_FIELDS, REQUIRED_FIELDS
from allied.pure.scoring import Preset as PurePreset

from ..formats import input_text
from ..models import Kind, Measure, Preset, Target, TargetTerms
from ..typed import parse_value

OTHERS: Final = ("weight", "baseline_on", "target_on")


def fields_of(preset: str) -> tuple[str, ...]:
    """The values that a preset needs or may use, in the order of the table."""
    if preset not in Preset.values:
        return ()
    wanted = {*REQUIRED_FIELDS[PurePreset(preset)], *OPTIONAL_FIELDS[PurePreset(preset)]}
    return tuple(name for name in Target.VALUES if name in wanted)


def presets_using(name: str) -> list[str]:
    """The presets that need or may use a value."""
    return [preset.value for preset in Preset if name in fields_of(preset.value)]


class TargetForm(forms.Form):
    """Values are typed as readings are: with the separators of the language."""

    valid_from = day_field(
        _("Valid from"),
        help_text=_("Readings of periods that begin on this day or later are judged by it."),
    )
    weight = forms.DecimalField(
        label=_("Weight"), required=False, min_value=0, max_digits=9, decimal_places=3,
        help_text=_("How much it counts among the measures of its objective; 1 where empty."),
    )  # fmt: skip
    baseline_on = day_field(_("Date of the baseline"), required=False)
    target_on = day_field(
        _("Date of the target"),
        required=False,
        help_text=_("With both dates the pace is shown: progress against time."),
    )

    def __init__(self, *args: Any, measure: Measure | None = None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.measure = measure
        shown = Target.VALUES if measure is None else fields_of(measure.preset)
        required = REQUIRED_FIELDS[PurePreset(measure.preset)] if measure else ()
        kind = measure.kind if measure else Kind.NUMBER
        for name in shown:
            self.fields[name] = forms.CharField(
                label=Target._meta.get_field(name).verbose_name.capitalize(),  # type: ignore[union-attr]
                required=name in required,
                max_length=60,
                widget=forms.TextInput(attrs=_attributes(kind)),
            )

    @property
    def value_kind(self) -> str:
        return self.measure.kind if self.measure else Kind.NUMBER.value

    @property
    def value_currency(self) -> str:
        return self.measure.currency if self.measure else ""

    @property
    def value_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in Target.VALUES if name in self.fields]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in self.wanted_values():
            text = data.get(name) or ""
            data[name] = None
            if text:
                try:
                    data[name] = parse_value(text, self.value_kind, self.value_currency, name)
                except Refused as refused:
                    self.add_error(name, str(refused))
        return data

    def wanted_values(self) -> tuple[str, ...]:
        return fields_of(self.measure.preset) if self.measure else ()

    def target_values(self) -> dict[str, Any]:
        """What `set_target` takes, for the values that this preset uses."""
        names = (*self.wanted_values(), *OTHERS)
        return {name: self.cleaned_data.get(name) for name in names}


def initial_of(target: TargetTerms | None, measure: Measure) -> dict[str, Any]:
    """The fields filled with a target."""
    if target is None:
        return {"valid_from": measure.alliance.today()}
    values = {name: input_text(getattr(target, name), measure.kind) for name in Target.VALUES}
    others = {name: getattr(target, name) for name in OTHERS}
    others["weight"] = target.weight.normalize()
    return {**values, **others, "valid_from": target.valid_from}


def _attributes(kind: str) -> dict[str, str]:
    if kind == Kind.DATE:
        return {"type": "date"}
    return {"inputmode": "decimal", "autocomplete": "off", "class": "num"}
