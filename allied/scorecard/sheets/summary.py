"""What a plan does, in a sentence."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from .plan import Plan

_ACTS: Final = (
    ngettext_lazy("one new perspective", "%(count)s new perspectives", "number"),
    ngettext_lazy("one new theme", "%(count)s new themes", "number"),
    ngettext_lazy("one new objective", "%(count)s new objectives", "number"),
    ngettext_lazy("one new measure", "%(count)s new measures", "number"),
    ngettext_lazy("one measure changed", "%(count)s measures changed", "number"),
    ngettext_lazy("one new reading", "%(count)s new readings", "number"),
    ngettext_lazy("one correction", "%(count)s corrections", "number"),
    ngettext_lazy("one reading as it was", "%(count)s readings as they were", "number"),
)


def plan_sentence(plan: Plan) -> str:
    """The answer at the head of the preview."""
    if plan.faults:
        return ngettext(
            "One fault: nothing can be imported until it is mended.",
            "%(count)s faults: nothing can be imported until they are mended.",
            plan.faults.count,
        ) % {"count": f"{plan.faults.count:,}"}
    if plan.changes_nothing:
        return _("Nothing to do: all of it stands on the scorecard already.")
    return _("On confirmation: %(acts)s.") % {"acts": _listed(_acts(plan))}


def done_sentence(plan: Plan) -> str:
    """What was done."""
    if plan.changes_nothing:
        return _("All of it stood on the scorecard already: nothing was changed.")
    return _("Imported: %(acts)s.") % {"acts": _listed(_acts(plan))}


def _acts(plan: Plan) -> list[str]:
    counts = (
        len(plan.perspectives), len(plan.themes), len(plan.objectives), len(plan.new_measures),
        len(plan.changed_measures), plan.new_readings, plan.corrections, plan.unchanged,
    )  # fmt: skip
    return [
        text % {"number": count, "count": f"{count:,}"}
        for count, text in zip(counts, _ACTS, strict=True)
        if count
    ]


def _listed(parts: Iterable[str]) -> str:
    *first, last = parts
    if not first:
        return last
    return _("%(some)s and %(last)s") % {"some": ", ".join(first), "last": last}
