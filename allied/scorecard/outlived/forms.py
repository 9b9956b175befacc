"""Retiring a measure: why, and from which day on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from allied.foundation.ui.forms import day_field


class RetireForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Whoever finds it missing reads this."),
    )  # fmt: skip
    since = day_field(
        _("Retired on"), help_text=_("From this day on it is not counted; on days before it is.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)
