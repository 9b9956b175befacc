"""Numbers of records in URLs and forms: as many digits as every database can hold, and no more."""

from django.urls import register_converter
from django.urls.converters import IntConverter


class KeyConverter(IntConverter):
    """Like `int`, but a number that no key can have does not match: 404 and not an overflow."""

    regex = "[0-9]{1,18}"


register_converter(KeyConverter, "key")


def number_in(text: str | None, digits: int = 18) -> int | None:
    """A number that came in an address or a form: of so many digits at most, else None."""
    if not text or len(text) > digits or not (text.isascii() and text.isdecimal()):
        return None
    return int(text)
