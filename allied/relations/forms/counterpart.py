"""Counterparts: one, or a list that is pasted."""

import csv
import io
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.foundation.ui.forms import PersonField, RowForm, VersionField, day_field, line, lines
from allied.people.models import Person

from ..models import Counterpart

MOST_LINES: Final = 500
COLUMNS: Final = 4


class CounterpartForm(RowForm):
    version = VersionField(required=False)
    name = line(gettext_lazy("Name"), 140)
    kind = line(
        gettext_lazy("Kind"), 60, required=False,
        help_text=gettext_lazy("Such as customer, supplier, investigator site. To filter by."),
    )  # fmt: skip
    contact = line(gettext_lazy("Contact"), 120, required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the contact"), required=False,
        help_text=gettext_lazy("The link to fill the sheet is sent there, when you send it."),
    )  # fmt: skip
    active_from = day_field(gettext_lazy("Active from"), required=False)
    active_until = day_field(gettext_lazy("Active until"), required=False)

    def __init__(
        self, *args: Any, people: list[Person], counterpart: Counterpart | None = None,
        kinds: list[str] | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.people, self.counterpart, self.kinds = people, counterpart, kinds or []
        if counterpart is not None:
            kwargs["initial"] = {
                **{name: getattr(counterpart, name) for name in ("version", "name", "kind")},
                "owner": counterpart.owner_id, "contact": counterpart.contact,
                "email": counterpart.email, **_days(counterpart),
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            self.fields["kind"].widget.attrs["list"] = "kinds"

    def more_fields(self) -> dict[str, forms.Field]:
        kept = self.counterpart.owner if self.counterpart else None
        help_text = _("Answers for our side, and speaks with the counterpart.")
        return {"owner": PersonField(self.people, kept, label=_("Owner"), help_text=help_text)}

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def _days(row: Counterpart) -> dict[str, str]:
    names = ("active_from", "active_until")
    return {name: each.isoformat() if (each := getattr(row, name)) else "" for name in names}


class CounterpartsForm(RowForm):
    """Many at once, as they come out of a spreadsheet: a line each."""

    lines = lines(
        gettext_lazy("Counterparts, a line each"), 100_000, rows=10,
        help_text=gettext_lazy(
            "Name; kind; contact; e-mail address. Only the name is needed. Columns copied out of a "
            "spreadsheet are taken too."
        ),
    )  # fmt: skip

    def clean_lines(self) -> str:
        text: str = self.cleaned_data["lines"]
        rows = self._rows(text)
        if len(rows) > MOST_LINES:
            raise forms.ValidationError(
                _("At most %(most)d lines at once; this has %(count)d.")
                % {"most": MOST_LINES, "count": len(rows)}
            )
        for number, row in enumerate(rows, start=1):
            if len(row) > COLUMNS:
                raise forms.ValidationError(
                    _("Line %(line)d has more than four columns.") % {"line": number}
                )
        return text

    def values(self) -> list[dict[str, str]]:
        names = ("name", "kind", "contact", "email")
        return [
            dict(zip(names, [*row, "", "", ""], strict=False))
            for row in self._rows(self.cleaned_data["lines"])
        ]

    @staticmethod
    def _rows(text: str) -> list[list[str]]:
        kept = [each for each in text.splitlines() if each.strip()]
        sign = "\t" if any("\t" in each for each in kept) else ";"
        return [
            [cell.strip() for row in csv.reader(io.StringIO(each), delimiter=sign) for cell in row]
            for each in kept
        ]
