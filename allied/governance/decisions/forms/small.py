"""Short forms: withdrawing, looking back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from allied.foundation.ui.forms import RowForm, VersionField, day_field, line, lines

from ...models import LookBack


class WithdrawForm(RowForm):
    version = VersionField()
    why = line(gettext_lazy("Why need it not be decided any more?"), 500)


class LookBackForm(RowForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("How did it turn out?"), choices=LookBack.Outcome.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    text = lines(gettext_lazy("What happened?"), 4000, rows=4, required=False)
    again_on = day_field(gettext_lazy("Look back again on"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["data-draft"] = "look-back"
