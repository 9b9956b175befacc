"""Proposing, withdrawing, choosing what to compare."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.agreement.models import MapVersion
from allied.foundation.ui.forms import RowForm, line, lines

WORKING = "working"


class ProposeForm(RowForm):
    """Why, and what of the map was seen."""

    why = lines(
        gettext_lazy("Why"),
        500,
        help_text=gettext_lazy("What this version is for. All partners read it."),
    )
    seen = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)


class WithdrawForm(RowForm):
    why = line(gettext_lazy("Reason"), 500, required=False)


class CompareForm(forms.Form):
    """Two of the versions, or one and the working map."""

    before = forms.ChoiceField(label=gettext_lazy("Earlier"))
    after = forms.ChoiceField(label=gettext_lazy("Later"))

    def __init__(self, versions: Sequence[MapVersion], **kwargs: object) -> None:
        super().__init__(**kwargs)  # type: ignore[arg-type]
        choices = [(WORKING, _("Working map"))]
        choices += [(str(row.pk), name_of(row)) for row in versions]
        for name in ("before", "after"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


def name_of(version: MapVersion) -> str:
    return _("Version %(number)d, %(state)s") % {
        "number": version.number, "state": version.get_state_display(),
    }  # fmt: skip
