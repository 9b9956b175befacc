"""A file that a page offers, as the answer to a request."""

from django.http import HttpResponse

KINDS = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "svg": "image/svg+xml",
}


def attachment(written: bytes, ending: str, name: str) -> HttpResponse:
    """To be saved under the name. `ending`: one of `KINDS`."""
    response = HttpResponse(written, content_type=KINDS[ending])
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
