"""Locking a span of days, and opening it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from allied.alliances.models import Alliance
from allied.pure.periods import Period, PeriodError, parse_period


class LockForm(forms.Form):
    period = forms.CharField(
        label=_("Period"), max_length=20,
        help_text=_("Such as 2022-Q1, 2022-03, 2022-H1 or 2022."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "period-choices"}),
    )  # fmt: skip

    def __init__(self, *args: Any, alliance: Alliance, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.alliance = alliance

    def clean_period(self) -> Period:
        text: str = self.cleaned_data["period"]
        try:
            return parse_period(text, self.alliance.fiscal_start_month)
        except PeriodError:
            raise forms.ValidationError(
                _t("This is not a period: write 2022-Q1, 2022-03, 2022-H1 or 2022.")
            ) from None


class ReopenForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)
