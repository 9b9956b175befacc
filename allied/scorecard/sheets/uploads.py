"""A file over the limit is not kept while it is sent, neither in memory nor on disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

_MARK = "upload_over_limit"


class SizeLimit(FileUploadHandler):
    """Stands before Django's handlers in `FILE_UPLOAD_HANDLERS`; the rest of the form is read."""

    received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > settings.MAX_SHEET_BYTES:
            setattr(self.request, _MARK, True)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def was_too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was left out because of its size."""
    return bool(getattr(request, _MARK, False))
