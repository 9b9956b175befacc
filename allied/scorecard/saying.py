"""What a record says of itself, field by field, for who is about to share it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def said(record: Any, fields: Iterable[tuple[str, Any]]) -> list[str]:
    """Each value with its name; nothing for what is empty."""
    found = []
    for name, label in fields:
        value = getattr(record, name)
        value = value() if callable(value) else value
        if value not in (None, ""):
            shown = date_format(value) if isinstance(value, date) else str(value)
            found.append(_("%(label)s: %(value)s") % {"label": label, "value": shown})
    return found
