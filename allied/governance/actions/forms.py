"""Forms of actions."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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

from ..models import Action, Body

USUAL = timedelta(days=14)


class ActionForm(RowForm):
    """What, who, by when. A day that is moved is moved on the action's page, with the reason."""

    version = VersionField(required=False)
    title = line(gettext_lazy("Action"), 300)
    details = lines(gettext_lazy("Details"), 4000, rows=3, required=False)
    due_on = day_field(gettext_lazy("Due on"))

    def __init__(
        self, *args: Any, people: list[Person], bodies: list[Body], action: Action | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        self.people, self.bodies, self.action = people, bodies, action
        if action is not None:
            kwargs["initial"] = {
                "version": action.version, "title": action.title, "details": action.details,
                "owner": action.owner_id, "body": action.body_id,
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        if action is not None:
            del self.fields["due_on"]

    def more_fields(self) -> dict[str, forms.Field]:
        kept = self.action.owner if self.action else None
        return {
            "owner": PersonField(self.people, kept, label=_("Owner")),
            "body": RowField(self.bodies, label=_("Body"), required=False),
        }

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class MoveForm(RowForm):
    version = VersionField()
    due_on = day_field(gettext_lazy("New day"))
    why = line(gettext_lazy("Why"), 500)


class EndForm(RowForm):
    """Done, with what came of it; or dropped, with the reason."""

    version = VersionField()
    done_on = day_field(gettext_lazy("Done on"), required=False)
    note = line(gettext_lazy("What came of it"), 1000, required=False)
