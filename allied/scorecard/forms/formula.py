"""A formula as people type it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Formula
from .binding import Difference, retype


class FormulaForm(forms.Form):
    """`seen` is the formula on the screen: another one in use now is a conflict."""

    text = forms.CharField(
        label=_("Formula"), strip=False,
        error_messages={"required": _("Write a formula, such as [one measure] / [another].")},
        widget=forms.Textarea(
            attrs={
                "rows": 3, "spellcheck": "false", "autocapitalize": "off", "autocomplete": "off",
                "dir": "auto", "class": "formula-text", "data-formula": "",
            }
        ),
        help_text=_(
            "Measures stand in square brackets. There are + - * / ^, comparisons, and if, min, "
            "max, mean, sum, previous, ytd, share, percent, number."
        ),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def insert(self, text: str) -> None:
        """Put the chosen measure at the end, where no script puts it at the cursor."""
        typed = str(self.data.get("text", ""))
        blank = "" if not typed or typed[-1].isspace() or typed[-1] in "(-" else " "
        retype(self, "text", f"{typed}{blank}{text}")

    def over(self, current: Formula | None, shown: str) -> list[Difference]:
        """Both texts; saving again puts what was typed over theirs."""
        retype(self, "seen", str(current.pk if current else 0))
        return [Difference(str(self.fields["text"].label), shown, self.cleaned_data["text"])]

    def entry(self) -> dict[str, Any]:
        """What `set_formula` takes."""
        return {"text": self.cleaned_data["text"], "seen": self.cleaned_data.get("seen")}
