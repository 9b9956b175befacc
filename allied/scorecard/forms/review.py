"""Freezing the scorecard for a review, and choosing two reviews to compare."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allied.foundation.ui.forms import day_field

from ..reviews.queries import ReviewRow


class FreezeForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("Such as: Steering committee, first quarter."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    held_on = day_field(_("Day of the meeting"))
    remarks = forms.CharField(
        label=_("Remarks"), max_length=4000, required=False,
        help_text=_("What was said of it. It cannot be changed afterwards."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )  # fmt: skip


class CompareForm(forms.Form):
    """Two reviews by id; the earlier one comes first however they are chosen."""

    before = forms.TypedChoiceField(label=_("Earlier"), coerce=int)
    after = forms.TypedChoiceField(label=_("Later"), coerce=int)

    def __init__(self, reviews: Sequence[ReviewRow], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        choices = [(row.pk, f"{row.name}, {row.held_on.isoformat()}") for row in reviews]
        for name, place in (("before", 1), ("after", 0)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            if place < len(reviews):
                self.fields[name].initial = reviews[place].pk
