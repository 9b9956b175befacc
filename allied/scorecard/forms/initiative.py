"""An initiative on an objective."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from allied.alliances.models import Alliance
from allied.foundation.access.actor import Actor
from allied.people.models import Person

from ..models import Initiative
from ..queries.people import person_on
from .binding import DAY, Difference, differences, people_choices, retype

FIELDS: Final = (
    "name", "description", "owner", "state", "starts_on", "ends_on", "is_illustrative",
)  # fmt: skip


class InitiativeForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    objective = forms.ChoiceField(label=_("Objective"))
    description = forms.CharField(
        label=_("Description"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=Initiative.State.choices, initial=Initiative.State.PLANNED
    )
    starts_on = forms.DateField(
        label=_("Starts on"), required=False, widget=forms.DateInput(attrs=DAY)
    )
    ends_on = forms.DateField(label=_("Ends on"), required=False, widget=forms.DateInput(attrs=DAY))
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
        self.alliance, self.actor = alliance, actor
        self.fields["owner"].choices = people_choices(alliance, actor, own_side=is_ours)  # type: ignore[attr-defined]
        if objectives is None:
            del self.fields["objective"]
        else:
            self.fields["objective"].choices = objectives  # type: ignore[attr-defined]
        if measures:
            self.fields["measures"].choices = measures  # type: ignore[attr-defined]
        else:
            del self.fields["measures"]

    def clean_owner(self) -> Person | None:
        pk = self.cleaned_data["owner"]
        return person_on(self.alliance, self.actor, int(pk)) if pk else None

    def initiative_fields(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}

    def over(self, current: Initiative) -> list[Difference]:
        """Where the stored initiative differs from what was typed; then it is saved over."""
        found = differences(self, stored_of(current), FIELDS)
        retype(self, "version", str(current.version))
        return found


def stored_of(initiative: Initiative) -> dict[str, Any]:
    values = {name: getattr(initiative, name) for name in FIELDS if name != "owner"}
    return {**values, "owner": str(initiative.owner_id or "")}
