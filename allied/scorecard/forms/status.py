"""A status by hand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from allied.foundation.ui.forms import day_field
from allied.foundation.ui.marks import STATUS_WORDS

JUDGED = ("exceeds", "on_track", "caution", "off_track")


class StatusForm(forms.Form):
    status = forms.ChoiceField(
        label=_("Status"), choices=[(name, STATUS_WORDS[name]) for name in JUDGED]
    )
    reason = forms.CharField(label=_("Reason"), max_length=500)
    until = day_field(_("Until"), help_text=_("After this day the computed status shows again."))
