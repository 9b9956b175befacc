"""Rounds, links and agreements."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.alliances.models import Alliance
from allied.foundation.ui.forms import RowForm, VersionField, day_field, line, lines
from allied.pure.periods import Period

from ..models import Link, Sheet
from ..quarters import quarter_label, quarter_now, quarter_typed


class RoundForm(RowForm):
    quarter = line(gettext_lazy("Quarter"), 10)
    due_on = day_field(
        gettext_lazy("Answers by"),
        required=False,
        help_text=gettext_lazy("The counterparts read it in their mail."),
    )

    def __init__(self, *args: Any, alliance: Alliance, **kwargs: Any) -> None:
        self.alliance = alliance
        now = quarter_label(quarter_now(alliance).start, alliance)
        kwargs["initial"] = {"quarter": now}
        super().__init__(*args, **kwargs)

    def clean_quarter(self) -> Period:
        found = quarter_typed(self.cleaned_data["quarter"], self.alliance)
        if found is None:
            raise forms.ValidationError(_("Write a quarter such as 2026-Q4."))
        return found


class LinkForm(RowForm):
    """Whom a link is sent to: the contact that is known, or somebody else this time."""

    contact = line(gettext_lazy("Name"), 120, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail address"))

    @classmethod
    def of(cls, sheet: Sheet, link: Link | None, data: Any = None) -> "LinkForm":
        known: Any = link or sheet.counterpart
        return cls(data, initial={"contact": known.contact, "email": known.email})


class AgreedForm(RowForm):
    version = VersionField()
    agreed = lines(
        gettext_lazy("Agreed for the next quarter"), 4000, rows=5, required=False,
        help_text=gettext_lazy("Short: who does what by when."),
    )  # fmt: skip

    @classmethod
    def of(cls, sheet: Sheet, data: Any = None) -> "AgreedForm":
        return cls(data, initial={"version": sheet.version, "agreed": sheet.agreed})
