"""The form of a note."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Note
from .services import LONGEST


class NoteForm(forms.Form):
    """The text, and the version it was read at where an existing note is edited."""

    text = forms.CharField(
        label=_("Note"),
        max_length=LONGEST,
        help_text=_("Markdown: **bold**, *italic*, - lists, [links](https://example.org)."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, draft: str = "note", note: Note | None = None, **kw: Any):
        if note is not None:
            kw.setdefault("initial", {"text": note.text, "version": note.version})
        kw["auto_id"] = f"{draft}-%s"
        super().__init__(*args, **kw)
        self.draft = draft
        self.fields["text"].widget.attrs["data-draft"] = draft

    def over(self, version: int) -> "NoteForm":
        """The same text typed, to be saved over the version that now stands."""
        return NoteForm(
            draft=self.draft, initial={"text": self.cleaned_data["text"], "version": version}
        )
