"""Lengths of time and shares as the pages say them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allied.pure.shares import Share
from allied.scorecard.formats import localised


def days_text(days: float | None) -> str:
    """“under a day”, “12 days”; empty for none."""
    if days is None:
        return ""
    if days < 1:
        return _("under a day")
    whole = round(days)
    return ngettext("%(n)d day", "%(n)d days", whole) % {"n": whole}


def share_text(share: Share) -> str:
    if share.share is None:
        return ""
    return _("%(percent)d %%") % {"percent": round(100 * share.share)}


def show(place: str, value: object) -> str:
    """A value of `pure/deliberation` in a sentence: days whole, a correlation with two digits."""
    if isinstance(value, float):
        return localised(f"{value:.2f}" if place == "rho" else str(round(value)))
    return str(value)
