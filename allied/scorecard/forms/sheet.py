"""Choosing a scorecard sheet."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from allied.foundation.access.http import Request

from ..sheets.reading import UnreadableFile
from ..sheets.reading.files import check_size, too_large
from ..sheets.uploads import was_too_large


class SheetForm(forms.Form):
    """One file. Whether it can be read is told by the preview."""

    file = forms.FileField(
        label=_("Sheet"),
        allow_empty_file=True,
        max_length=300,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        error_messages={"required": _("Choose a file.")},
    )

    def __init__(self, request: Request, **kwargs: Any) -> None:
        posted = request.method == "POST"
        super().__init__(
            request.POST if posted else None, request.FILES if posted else None, **kwargs
        )
        limit = filesizeformat(settings.MAX_SHEET_BYTES).replace(".0", "")
        self.fields["file"].help_text = _t("An .xlsx or .csv file of at most %(limit)s.") % {
            "limit": limit
        }
        self.was_too_large = posted and was_too_large(request)
        if self.was_too_large:
            self.fields["file"].error_messages["required"] = str(too_large())

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        try:
            check_size(file.size or 0)
        except UnreadableFile as unreadable:
            raise forms.ValidationError(str(unreadable)) from unreadable
        return file
