"""Forms of an initiative: itself, its milestones, spend, what it waits for, what it is to move."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.foundation.access.keys import number_in
from allied.foundation.access.refusal import Refused
from allied.foundation.ui.forms import day_field
from allied.people.models import Person

from ..formats import input_text
from ..forms.binding import Difference, differences, people_choices, retype
from ..models import ExpectedEffect, Initiative, Kind, Milestone
from ..queries.people import person_on
from ..typed import parse_value

FIELDS: Final = (
    "name", "description", "owner", "body", "state", "starts_on", "ends_on", "budget",
    "currency", "is_illustrative",
)  # fmt: skip
STEP: Final = ("name", "due_on", "done_on", "owner")


class _Owned(forms.Form):
    """A form with an owner among the people of the alliance."""

    alliance: Alliance
    actor: Actor

    def offer_owners(self, alliance: Alliance, actor: Actor, *, is_ours: bool) -> None:
        self.alliance, self.actor = alliance, actor
        self.fields["owner"].choices = people_choices(alliance, actor, own_side=is_ours)  # type: ignore[attr-defined]

    def clean_owner(self) -> Person | None:
        pk = self.cleaned_data["owner"]
        return person_on(self.alliance, self.actor, int(pk)) if pk else None


class _Amount(forms.CharField):
    """Money as people type it: with the separators of the language."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_value(text, Kind.MONEY)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None


class InitiativeForm(_Owned):
    name = forms.CharField(label=_("Name"), max_length=200)
    objective = forms.ChoiceField(label=_("Objective"))
    description = forms.CharField(
        label=_("Description"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    body = forms.CharField(
        label=_("Body"), required=False, max_length=200,
        help_text=_("The committee or team it reports to."),
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("State"), choices=Initiative.State.choices, initial=Initiative.State.PLANNED
    )
    starts_on = day_field(_("Starts on"), required=False)
    ends_on = day_field(_("Ends on"), required=False)
    budget = _Amount(label=_("Budget"), required=False, max_length=60)
    currency = forms.CharField(
        label=_("Currency"), required=False, max_length=10,
        help_text=_("Three letters, such as EUR."),
    )  # fmt: skip
    measures = forms.MultipleChoiceField(
        label=_("Measures it is meant to move"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    is_illustrative = forms.BooleanField(label=_("Illustrative: made up"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(
        self,
        *args: Any,
        alliance: Alliance,
        actor: Actor,
        is_ours: bool,
        objectives: list[tuple[str, str]] | None = None,
        measures: list[tuple[str, str]] = [],  # noqa: B006  (never changed)
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.offer_owners(alliance, actor, is_ours=is_ours)
        if objectives is None:
            del self.fields["objective"]
        else:
            self.fields["objective"].choices = objectives  # type: ignore[attr-defined]
        if measures:
            self.fields["measures"].choices = measures  # type: ignore[attr-defined]
        else:
            del self.fields["measures"]

    def initiative_fields(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}

    def over(self, current: Initiative) -> list[Difference]:
        """Where the stored initiative differs from what was typed; then it is saved over."""
        found = differences(self, stored_of(current), FIELDS)
        retype(self, "version", str(current.version))
        return found


def stored_of(initiative: Initiative) -> dict[str, Any]:
    values = {name: getattr(initiative, name) for name in FIELDS if name != "owner"}
    return {
        **values,
        "owner": str(initiative.owner_id or ""),
        "budget": input_text(initiative.budget, Kind.MONEY),
    }


class MilestoneForm(_Owned):
    """A milestone. `done_on` is empty while it is not done."""

    name = forms.CharField(label=_("Milestone"), max_length=200)
    due_on = day_field(_("Due on"))
    done_on = day_field(_("Done on"), required=False)
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args: Any, initiative: Initiative, actor: Actor, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.offer_owners(initiative.alliance, actor, is_ours=not initiative.room.is_joint)

    def milestone_fields(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in STEP}

    def over(self, current: Milestone) -> list[Difference]:
        """Where the stored milestone differs from what was typed."""
        found = differences(self, stored_step(current), STEP)
        retype(self, "version", str(current.version))
        return found


def stored_step(milestone: Milestone) -> dict[str, Any]:
    return {
        "name": milestone.name, "due_on": milestone.due_on, "done_on": milestone.done_on,
        "owner": str(milestone.owner_id or ""),
    }  # fmt: skip


class SpendForm(forms.Form):
    """Money spent on a day. `reason_needed`: it takes the place of another entry."""

    spent_on = day_field(_("Spent on"))
    amount = _Amount(label=_("Amount"), max_length=60)
    note = forms.CharField(label=_("Note"), required=False, max_length=500)

    def __init__(self, *args: Any, currency: str, reason_needed: bool = False, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["amount"].label = f"{self.fields['amount'].label}, {currency}"
        self.fields["note"].required = reason_needed


class DependencyForm(forms.Form):
    """Another initiative that this one waits for."""

    prerequisite = forms.ChoiceField(label=_("Waits for"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["prerequisite"].choices = choices  # type: ignore[attr-defined]


class EffectForm(forms.Form):
    """By how much it is to move a measure, in the measure's unit, by a day."""

    measure = forms.ChoiceField(label=_("Measure"))
    change = forms.CharField(
        label=_("By how much"), max_length=60,
        help_text=_("In the measure's unit, with a minus where it is to fall; days for a date."),
    )  # fmt: skip
    by_on = day_field(_("By"))
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["measure"].choices = choices  # type: ignore[attr-defined]

    def clean_change(self) -> Any:
        try:
            return parse_value(self.cleaned_data["change"], Kind.PERCENTAGE)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None

    @property
    def seen_version(self) -> int:
        """Of what was expected of the chosen measure when the page was made; 0 for nothing."""
        pairs = (pair.partition(":") for pair in self.cleaned_data["seen"].split())
        wanted = self.cleaned_data["measure"]
        found = [version for measure, _sep, version in pairs if measure == wanted]
        return (number_in(found[0], 9) or 0) if found else 0

    def over(self, current: ExpectedEffect | None, seen: str) -> list[Difference]:
        """Where what is expected now differs from what was typed; then it is saved over."""
        theirs = {
            "measure": self["measure"].value(),
            "change": input_text(current.change, Kind.PERCENTAGE) if current else "",
            "by_on": current.by_on if current else None,
        }  # fmt: skip
        found = differences(self, theirs, ("measure", "change", "by_on"))
        retype(self, self.add_prefix("seen"), seen)
        return found
