"""The form that starts an alliance."""

from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from allied.foundation.access.refusal import Refused
from allied.pure.money import MINOR_UNITS

from .catalogue import starters

OFTEN = ("EUR", "USD", "GBP", "CHF", "JPY")


def _currencies() -> list[tuple[Any, list[tuple[str, str]]]]:
    rest = sorted(set(MINOR_UNITS) - set(OFTEN))
    return [
        (_("Often used"), [(code, code) for code in OFTEN]),
        (_("All others"), [(code, code) for code in rest]),
    ]


class StarterForm(forms.Form):
    """The choice of a template."""

    starter = forms.ChoiceField(label=_("Template"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starter"].choices = [(each.key, each.title) for each in starters()]  # type: ignore[attr-defined]

    def refuse(self, refused: Refused) -> None:
        self.add_error(refused.field if refused.field in self.fields else None, str(refused))


class NewAllianceForm(StarterForm):
    name = forms.CharField(
        label=_("Name of the alliance"),
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    partners = forms.CharField(
        label=_("Partner companies"),
        max_length=2000,
        help_text=_("One company on each line, by its full name."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "autocomplete": "off"}),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=_currencies, initial="EUR")
    fiscal_start_month = forms.TypedChoiceField(
        label=_("Fiscal year begins in"), choices=list(MONTHS.items()), coerce=int, initial=1
    )
    field_order = ("name", "partners", "currency", "fiscal_start_month", "starter")

    def companies(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["partners"].splitlines() if line.strip()]
