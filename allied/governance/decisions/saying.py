"""Lengths of time as the pages say them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def days_text(days: float | None) -> str:
    """“under a day”, “12 days”; empty for none."""
    if days is None:
        return ""
    if days < 1:
        return _("under a day")
    whole = round(days)
    return ngettext("%(n)d day", "%(n)d days", whole) % {"n": whole}


def share_text(share: float | None) -> str:
    return "" if share is None else _("%(percent)d %%") % {"percent": round(100 * share)}
