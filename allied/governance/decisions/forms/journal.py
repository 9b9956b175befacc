"""One entry of the journal. All texts are kept as drafts while they are typed."""

from typing import Any

from django.utils.translation import gettext_lazy

from allied.foundation.ui.forms import RowForm, VersionField, line, lines

from ...models import JournalEntry
from ..services.journal import FIELDS, PARTS


class EntryForm(RowForm):
    version = VersionField(required=False)
    title = line(gettext_lazy("About"), 200)
    before = lines(gettext_lazy("How it felt before"), 8000, rows=3, required=False)
    after = lines(gettext_lazy("How it felt after"), 8000, rows=3, required=False)
    surprised = lines(gettext_lazy("What surprised"), 8000, rows=3, required=False)
    reactions = lines(gettext_lazy("How people reacted"), 8000, rows=3, required=False)

    def __init__(self, *args: Any, entry: JournalEntry | None = None, **kwargs: Any) -> None:
        if entry is not None:
            kwargs["initial"] = {
                "version": entry.version, **{name: getattr(entry, name) for name in FIELDS}
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        for name in PARTS:
            self.fields[name].widget.attrs["data-draft"] = f"journal-{name}"

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}
