"""What the forms of a node have in common: how its score is made."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.foundation.ui.forms import RowForm, day_field, trimmed

from ..weights import weight_on
from ..wording import MISSING_POLICIES, ROLL_UP_RULES

SCORING = ("weight", "roll_up_rule", "missing_policy", "judgement")


class ScoringForm(RowForm):
    """Adds how the score of a node is made: the part behind “advanced”."""

    weight = forms.DecimalField(
        label=gettext_lazy("Weight"),
        required=False,
        min_value=0,
        max_value=1000,
        max_digits=7,
        decimal_places=3,
        help_text=gettext_lazy("How much it counts beside its neighbours. 1 is usual."),
    )
    weight_from = day_field(
        gettext_lazy("Weight from"),
        required=False,
        help_text=gettext_lazy("Days before it keep theirs. Empty: all days."),
    )
    roll_up_rule = forms.ChoiceField(
        label=gettext_lazy("Its score is made by"), choices=ROLL_UP_RULES, required=False
    )
    missing_policy = forms.ChoiceField(
        label=gettext_lazy("Where data are missing"), choices=MISSING_POLICIES, required=False
    )
    judgement = forms.FloatField(
        label=gettext_lazy("Own judgement"),
        required=False,
        min_value=0,
        max_value=1,
        help_text=gettext_lazy("A score from 0 to 1, for the rule “own judgement”."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"weight", "judgement"} & set(self.fields):
            self.fields[name].widget.attrs.update({"inputmode": "decimal", "step": "any"})

    def scoring(self) -> dict[str, Any]:
        """The five fields that were sent, with the usual value for an empty one."""
        usual = {"weight": 1, "roll_up_rule": ROLL_UP_RULES[0][0]}
        usual["missing_policy"] = MISSING_POLICIES[0][0]
        names = (*SCORING, "weight_from")
        given = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return {k: usual.get(k) if v in (None, "") else v for k, v in given.items()}

    @property
    def has_advanced(self) -> bool:
        """Whether to open the part: something in it is unusual or at fault."""
        usual = {"weight": "1", "roll_up_rule": "weighted_mean", "missing_policy": "leave_out"}
        if "weight_from" in self.errors or self.initial.get("weights_told"):
            return True
        return any(
            self[name].errors or trimmed(self[name].value()) not in {"", usual.get(name, "")}
            for name in SCORING
            if name in self.fields
        )


def scoring_initial(row: Any) -> dict[str, Any]:
    """The five fields of a node as the form shows them, and its weights over time in words."""
    judgement = None if row.judgement is None else f"{row.judgement:g}"
    today = row.alliance.today()
    return {
        "weight": trimmed(weight_on(row, today)),
        "weight_from": today.isoformat(),
        "weights_told": weights_told(row),
        "roll_up_rule": row.roll_up_rule,
        "missing_policy": row.missing_policy,
        "judgement": judgement,
    }


def weights_told(row: Any) -> str:
    """Such as: 1; 2 from 1 January 2024. Nothing where the weight never changed."""
    if not row.weights:
        return ""
    said = [trimmed(row.weight)]
    for day, weight in row.weights:
        words = {"weight": trimmed(weight), "day": date_format(date.fromisoformat(day))}
        said.append(_("%(weight)s from %(day)s") % words)
    return "; ".join(said)
