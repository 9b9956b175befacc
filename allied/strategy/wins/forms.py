"""A field for each objective, as posted or as stored."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.foundation.access.refusal import Refused
from allied.foundation.ui.forms import VersionField, lines

from .queries import Row, Wins
from .services import Stated, WinsRefused


class WinRow(forms.Form):
    """What our side hopes to win from one objective. `was`: the text when the page was opened."""

    text = lines(gettext_lazy("Joint win"), 300, required=False)
    was = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    version = VersionField(required=False)
    draft_version = VersionField(required=False)
    forward = forms.BooleanField(label=gettext_lazy("put forward"), required=False)

    def __init__(self, posted: Mapping[str, Any] | None, row: Row) -> None:
        seen = {
            "text": row.text, "was": row.text, "version": row.version,
            "draft_version": row.draft_version,
        }  # fmt: skip
        super().__init__(posted, prefix=str(row.objective.pk), initial=seen)
        self.row = row
        self.theirs: str | None = None
        label = _("What we hope to win from %(objective)s") % {"objective": row.objective.title}
        self.fields["text"].label = label
        self.fields["forward"].label = _("put forward")
        self.fields["text"].widget.attrs |= {"rows": 2}

    def stated(self, *, is_joint: bool) -> Stated | None:
        """None for a row that nobody touched."""
        data = self.cleaned_data
        text = data.get("text") or ""
        is_changed = " ".join(text.split()) != " ".join((data.get("was") or "").split())
        if not is_changed and not (data["forward"] and self.row.draft is not None):
            return None
        return Stated(
            self.row.objective, text, data.get("version") or 0, data.get("draft_version") or 0,
            put_forward=is_joint or data["forward"],
        )  # fmt: skip

    def show_theirs(self) -> None:
        """Somebody saved first: their text beside what was typed; saving again keeps the latter."""
        self.theirs = self.row.text
        posted: Any = self.data.copy()  # type: ignore[attr-defined]
        for name in ("version", "draft_version"):
            posted[self.add_prefix(name)] = str(getattr(self.row, name))
        self.data = posted


class WinsSheet:
    """All rows of the page; `fault` above them."""

    def __init__(self, wins: Wins, posted: Mapping[str, Any] | None = None) -> None:
        self.wins = wins
        self.forms = [WinRow(posted, row) for row in wins.rows]
        self.fault = ""

    def is_valid(self) -> bool:
        found = [form.is_valid() for form in self.forms]
        if not all(found):
            self.fault = _("Nothing is saved yet: look at what is marked.")
        return all(found)

    def stated(self, *, is_joint: bool) -> list[Stated]:
        return [one for form in self.forms if (one := form.stated(is_joint=is_joint)) is not None]

    def refuse(self, refused: WinsRefused) -> None:
        self.fault = _("Nothing is saved yet: look at what is marked.")
        for form in self.forms:
            fault = refused.faults.get(form.row.objective.pk)
            if isinstance(fault, Refused):
                form.add_error("text", str(fault))
            elif fault is not None:
                form.show_theirs()
