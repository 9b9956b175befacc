"""Record numbers in URLs: as many digits as every database can hold, and no more."""

from django.urls import register_converter
from django.urls.converters import IntConverter


class KeyConverter(IntConverter):
    """Like `int`, but a number that no key can have does not match: 404 and not an overflow."""

    regex = "[0-9]{1,18}"


register_converter(KeyConverter, "key")
