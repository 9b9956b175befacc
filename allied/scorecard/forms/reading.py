"""One reading, entered on the page of its measure."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from allied.foundation.access.refusal import Refused
from allied.pure.periods import Period, PeriodError, parse_period

from ..formats import full_text, unit_text
from ..models import Kind, Measure, Reading
from ..queries.measures import current_readings
from ..typed import parse_value
from .binding import retype


class ReadingForm(forms.Form):
    """`newest` is the newest reading on the screen: a later one for the period is a conflict."""

    period = forms.CharField(
        label=_("Period"), max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "period-choices"}),
    )  # fmt: skip
    value = forms.CharField(label=_("Value"), max_length=200)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    newest = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, measure: Measure, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.measure = measure
        self.theirs = ""
        self.fields["value"].widget = _widget(measure.kind)
        if unit := unit_text(measure.kind, measure.unit, measure.currency):
            self.fields["value"].label = _t("Value, %(unit)s") % {"unit": unit}

    @classmethod
    def of(cls, page: Any) -> "ReadingForm":
        """Empty, for the last whole period."""
        initial = {"period": page.periods[0][0], "newest": page.last_reading_id}
        return cls(measure=page.measure, initial=initial)

    def clean_period(self) -> Period:
        text: str = self.cleaned_data["period"]
        try:
            period = parse_period(text, self.measure.alliance.fiscal_start_month)
        except PeriodError:
            raise forms.ValidationError(
                _t("This is not a period: write 2022-Q1, 2022-03, 2022-H1 or 2022.")
            ) from None
        if period.frequency != self.measure.frequency:
            raise forms.ValidationError(
                _t("This measure is read by the %(frequency)s.")
                % {"frequency": self.measure.get_frequency_display()}
            )
        return period

    def clean_value(self) -> Any:
        try:
            return parse_value(
                self.cleaned_data["value"], self.measure.kind, self.measure.currency
            )  # fmt: skip
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def entry(self) -> dict[str, Any]:
        """What `record_reading` takes. Seen is whatever stood there when the page was made."""
        data, newest = self.cleaned_data, self.cleaned_data.get("newest")
        entry = {name: data[name] for name in ("period", "value", "note")}
        if newest is not None:
            current = current_readings(self.measure.pk, [data["period"].start])
            reading = current.get(data["period"].start)
            seen = reading.pk if reading and reading.pk <= newest else None
            entry["seen"] = seen
        return entry

    def over(self, current: Reading) -> None:
        """Show what somebody else saved first; saving again corrects it."""
        measure = self.measure
        self.theirs = full_text(current.value, measure.kind, measure.unit, measure.currency)
        retype(self, "newest", str(current.pk))
        text = _t("Somebody else saved %(value)s for this period. Save again to correct it.")
        self.add_error("value", text % {"value": self.theirs})


def _widget(kind: str) -> forms.Widget:
    if kind == Kind.DATE:
        return forms.DateInput(attrs={"type": "date"})
    if kind == Kind.YES_NO:
        return forms.Select(choices=[("", "–"), ("1", _("yes")), ("0", _("no"))])
    return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"})
