"""Retiring a measure: why, and from which day on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..forms.binding import DAY


class RetireForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Whoever finds it missing reads this."),
    )  # fmt: skip
    since = forms.DateField(
        label=_("Retired on"), widget=forms.DateInput(attrs=DAY),
        help_text=_("From this day on it is not counted; on days before it is."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)
