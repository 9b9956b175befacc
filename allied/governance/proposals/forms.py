"""Forms of proposals."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.foundation.access.refusal import Refused
from allied.foundation.ui.forms import (
    PersonField,
    RowField,
    RowForm,
    VersionField,
    day_field,
    line,
    lines,
)
from allied.people.models import Person
from allied.scorecard.formats import input_text
from allied.scorecard.models import Kind, Measure
from allied.scorecard.typed import parse_value
from allied.strategy.models import Objective

from ..decisions.forms.question import MoneyField
from ..models import Body, Importance, Matter, Proposal

PLAIN: Final = ("title", "text", "why", "objective", "measure", "change", "team")


class ProposalForm(RowForm):
    version = VersionField(required=False)
    title = line(gettext_lazy("What do you suggest?"), 200)
    text = lines(gettext_lazy("What to do"), 8000, rows=4, required=False)
    why = lines(gettext_lazy("What it is good for"), 4000, rows=2, required=False)
    change = forms.CharField(
        label=gettext_lazy("By how much"), required=False, max_length=60,
        help_text=gettext_lazy("In the measure's unit, with a minus where it is to fall."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, objectives: Sequence[Objective], measures: Sequence[Measure],
        teams: Sequence[Body], proposal: Proposal | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.objectives, self.measures, self.teams = objectives, measures, teams
        if proposal is not None:
            kwargs["initial"] = stored_of(proposal)
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["data-draft"] = "proposal"

    def more_fields(self) -> dict[str, forms.Field]:
        return {
            "objective": RowField(self.objectives, label=_("Objective"), required=False),
            "measure": RowField(self.measures, label=_("Measure it is to move"), required=False),
            "team": RowField(
                self.teams, label=_("Team"), required=False,
                help_text=_("Who takes it up or declines it."),
            ),
        }  # fmt: skip

    def clean_change(self) -> Any:
        text = self.cleaned_data["change"]
        if not text:
            return None
        try:
            return parse_value(text, Kind.PERCENTAGE)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PLAIN}


def stored_of(row: Proposal) -> dict[str, Any]:
    return {
        "version": row.version, "title": row.title, "text": row.text, "why": row.why,
        "objective": row.objective_id, "measure": row.measure_id, "team": row.team_id,
        "change": input_text(row.change, Kind.NUMBER),
    }  # fmt: skip


class StepForm(RowForm):
    """A step with its reason; `teams`: to choose from, where none was named."""

    version = VersionField()
    reason = line(gettext_lazy("Reason"), 1000)

    def __init__(
        self, *args: Any, teams: Sequence[Body] = (), needs_reason: bool = True, **kwargs: Any
    ) -> None:
        self.teams = teams
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason

    def more_fields(self) -> dict[str, forms.Field]:
        if not self.teams:
            return {}
        return {"team": RowField(self.teams, label=_("Team"), asks=True)}


class ForwardForm(RowForm):
    """Before which body, and what it needs to know of its rights."""

    version = VersionField()
    amount = MoneyField(label=gettext_lazy("Amount"))
    currency = forms.CharField(label=gettext_lazy("Currency"), required=False, max_length=10)
    importance = forms.TypedChoiceField(
        label=gettext_lazy("Importance"), choices=Importance.choices, coerce=int,
        initial=Importance.MODERATE,
    )  # fmt: skip
    due_on = day_field(gettext_lazy("Decide by"), required=False)
    reason = line(gettext_lazy("A word to the body"), 1000, required=False)

    def __init__(
        self, *args: Any, bodies: Sequence[Body], matters: Sequence[Matter], **kwargs: Any
    ) -> None:
        self.bodies, self.matters = bodies, matters
        super().__init__(*args, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        return {
            "body": RowField(self.bodies, label=_("Body that may approve it"), asks=True),
            "matter": RowField(self.matters, label=_("Matter"), required=False),
        }


class TurnForm(RowForm):
    """What the initiative needs beside what the proposal says."""

    version = VersionField()
    starts_on = day_field(gettext_lazy("Starts on"), required=False)
    ends_on = day_field(gettext_lazy("Ends on"), required=False)
    by_on = day_field(gettext_lazy("Change expected by"), required=False)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        self.people = people
        super().__init__(*args, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        return {"owner": PersonField(self.people, None, label=_("Owner"))}
