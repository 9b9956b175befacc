"""Explanations of scores in sentences of the reader's language."""

from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from allied.pure.scoring import REFUSALS, Explanation, Step, describe
from allied.pure.scoring.wording import fill

from .formats import number_text
from .models import Kind

# Scores are small and days, counted from the year 1, are not: one formatter serves for both.
_LEAST_DAY: Final = 100_000


def sentences(explanation: Explanation, kind: str = Kind.NUMBER) -> list[str]:
    """One sentence a step. Values of a date measure are shown as dates."""
    return [_sentence(step, kind) for step in explanation.steps]


def paragraph(explanation: Explanation, kind: str = Kind.NUMBER) -> str:
    """The sentences one after another."""
    return " ".join(sentences(explanation, kind))


def _sentence(step: Step, kind: str) -> str:
    if step.code == "target_proposed":
        return _("The target is proposed: not every partner has agreed to it.")
    number = _day_or_number if kind == Kind.DATE else number_text
    if step.code != "cannot_be_judged":
        return describe(Explanation((step,)), _, number)
    values = dict(step.values)
    code = str(values.pop("refusal", ""))
    if code == "missing":
        return _("There is no target to judge it by, so it has no score.")
    reason = fill(REFUSALS[code], values, _, number) if code in REFUSALS else code
    return _("It cannot be judged. %(reason)s") % {"reason": reason}


def _day_or_number(number: float) -> str:
    if number < _LEAST_DAY:
        return number_text(number)
    return date_format(date.fromordinal(int(number)), "DATE_FORMAT")
