"""A measure with its first or next target."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.people.models import Person

from ..models import Aggregation, Direction, Frequency, Kind, Measure, Preset, Target
from ..queries.people import person_on
from .binding import Difference, differences, people_choices, retype
from .target import TargetForm, fields_of, initial_of, presets_using

MEASURE_FIELDS: Final = (
    "name", "description", "unit", "kind", "currency", "direction", "preset", "frequency",
    "aggregation", "is_leading", "capped", "on_track_from", "caution_from", "tolerance_days",
    "owner", "source", "is_illustrative",
)  # fmt: skip


class MeasureForm(TargetForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    description = forms.CharField(
        label=_("How it is measured"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind of value"), choices=Kind.choices, initial=Kind.NUMBER)
    unit = forms.CharField(
        label=_("Unit"), required=False, max_length=40,
        help_text=_("Such as days, points, million. Percent and currency come by the kind."),
    )  # fmt: skip
    currency = forms.CharField(
        label=_("Currency"), required=False, max_length=3,
        help_text=_("Three letters; that of the alliance where empty."),
    )  # fmt: skip
    frequency = forms.ChoiceField(
        label=_("Read every"), choices=Frequency.choices, initial=Frequency.QUARTER
    )
    aggregation = forms.ChoiceField(
        label=_("Over time"), choices=Aggregation.choices, initial=Aggregation.LAST,
        help_text=_("What of the readings is judged."),
    )  # fmt: skip
    preset = forms.ChoiceField(
        label=_("Judged by"), choices=Preset.choices, initial=Preset.BASELINE_TARGET
    )
    direction = forms.ChoiceField(
        label=_("Direction"), choices=Direction.choices, initial=Direction.HIGHER
    )
    owner = forms.ChoiceField(
        label=_("Owner"), required=False, help_text=_("Who enters its readings.")
    )
    source = forms.CharField(
        label=_("Source"), required=False, max_length=300,
        help_text=_("Where the values come from; every reading carries it."),
    )  # fmt: skip
    is_leading = forms.BooleanField(
        label=_("Leading: it moves before the result does"), required=False
    )
    capped = forms.BooleanField(label=_("Score capped at 0 and 1"), required=False, initial=True)
    on_track_from = forms.FloatField(
        label=_("On track from a score of"), min_value=0, max_value=1, initial=0.6667,
        required=False,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )  # fmt: skip
    caution_from = forms.FloatField(
        label=_("Caution from a score of"), min_value=0, max_value=1, initial=0.3333,
        required=False,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )  # fmt: skip
    tolerance_days = forms.IntegerField(
        label=_("Stale after so many days"), required=False, min_value=0, max_value=3660,
        help_text=_("Days after the end of the period; the usual ones where empty."),
    )  # fmt: skip
    is_illustrative = forms.BooleanField(
        label=_("Illustrative: the values are made up"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)
    objective = forms.ChoiceField(label=_("Objective"), required=False)

    def __init__(
        self,
        *args: Any,
        alliance: Alliance,
        actor: Actor,
        is_ours: bool,
        objectives: list[tuple[str, str]] | None = None,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.alliance, self.actor = alliance, actor
        self._choices("owner").choices = people_choices(alliance, actor, own_side=is_ours)
        if objectives is None:
            del self.fields["objective"]
        else:
            self._choices("objective").choices = objectives
            self.fields["objective"].required = True
        self.fields["valid_from"].required = False

    def _choices(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    @property
    def value_kind(self) -> str:
        return str(self.data.get("kind", ""))

    @property
    def value_currency(self) -> str:
        return str(self.data.get("currency", "")).strip().upper() or self.alliance.currency

    @property
    def values_by_preset(self) -> list[tuple[forms.BoundField, str]]:
        """Each value's field with the classes of the presets that use it."""
        return [
            (self[name], " ".join(f"v-{preset}" for preset in presets_using(name)))
            for name in Target.VALUES
        ]

    def wanted_values(self) -> tuple[str, ...]:
        return fields_of(str(self.data.get("preset", "")))

    def clean_owner(self) -> Person | None:
        pk = self.cleaned_data["owner"]
        return person_on(self.alliance, self.actor, int(pk)) if pk else None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name, usual in (("on_track_from", 2 / 3), ("caution_from", 1 / 3)):
            typed = data.get(name)
            # The four digits that the form shows stand for the exact third.
            if typed is None or abs(typed - usual) < 0.0001:
                data[name] = usual
        return data

    def measure_fields(self) -> dict[str, Any]:
        """What `add_measure` and `edit_measure` take of the measure itself."""
        return {name: self.cleaned_data[name] for name in MEASURE_FIELDS}

    def given_target(self) -> dict[str, Any] | None:
        """What they take of the target; None where no value and no weight was typed."""
        values = self.target_values()
        is_given = any(value is not None for value in values.values())
        return values if is_given else None

    def over(self, current: Measure) -> list[Difference]:
        """Where the stored measure differs from what was typed; the form then saves over it."""
        stored = stored_of(current)
        found = differences(self, stored, MEASURE_FIELDS)
        retype(self, "version", str(current.version))
        return found


def stored_of(measure: Measure) -> dict[str, Any]:
    """A measure as the fields of the form."""
    values = {name: getattr(measure, name) for name in MEASURE_FIELDS if name != "owner"}
    values["owner"] = str(measure.owner_id or "")
    for name in ("on_track_from", "caution_from"):
        values[name] = round(values[name], 4)
    return values


def filled_with(measure: Measure, target: Target | None) -> dict[str, Any]:
    """The form of an existing measure and its target in force."""
    return {
        **initial_of(target, measure), **stored_of(measure), "version": measure.version,
    }  # fmt: skip
