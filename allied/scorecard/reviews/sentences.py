"""What moved, in a sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .compare import Comparison


def comparison_sentence(comparison: Comparison) -> str:
    """The answer at the head of a comparison."""
    if comparison.is_empty:
        return _("Nothing moved.")
    counted = (
        (comparison.worse, ngettext("%(n)s measure fell", "%(n)s measures fell", comparison.worse)),
        (comparison.better, ngettext("%(n)s rose", "%(n)s rose", comparison.better)),
        (
            comparison.otherwise,
            ngettext(
                "%(n)s changed for neither better nor worse",
                "%(n)s changed for neither better nor worse",
                comparison.otherwise,
            ),
        ),
        (
            len(comparison.appeared),
            ngettext("%(n)s is new", "%(n)s are new", len(comparison.appeared)),
        ),
        (
            len(comparison.disappeared),
            ngettext("%(n)s is gone", "%(n)s are gone", len(comparison.disappeared)),
        ),
    )
    said = [text % {"n": count} for count, text in counted if count]
    if comparison.same:
        text = ngettext("%(n)s stands as it stood", "%(n)s stand as they stood", comparison.same)
        said.append(text % {"n": comparison.same})
    return ", ".join(said)[:1].upper() + ", ".join(said)[1:] + "." if said else _("Nothing moved.")
