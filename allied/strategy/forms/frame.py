"""Forms of what the objectives stand in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allied.foundation.ui.forms import PersonField, RowField, RowForm, VersionField, line, lines
from allied.people.models import Person

from ..models import Perspective, StrategyMap, Theme
from ..wording import COLOURS
from .base import ScoringForm, scoring_initial


class LinesForm(RowForm):
    """The line above and the line below the map."""

    mission = lines(
        _("Mission"), 300, required=False,
        help_text=_("One sentence above the map: what the companies are together for."),
    )  # fmt: skip
    values_line = lines(
        _("Values"), 300, required=False,
        help_text=_("Below the map: how both want to work. A few words, with commas."),
    )  # fmt: skip
    version = VersionField()

    @staticmethod
    def initial_of(row: StrategyMap) -> dict[str, Any]:
        return {"mission": row.mission, "values_line": row.values_line, "version": row.version}

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name, "") for name in ("mission", "values_line")}


class PerspectiveForm(ScoringForm):
    name = line(_("Name"), 80)
    question = lines(
        _("Question it answers"), 200, required=False,
        help_text=_("For example: at which processes must we excel together?"),
    )  # fmt: skip
    is_operational = forms.BooleanField(
        label=_("Holds how the work is done"),
        required=False,
        help_text=_("The advice warns of a map that measures little else."),
    )
    version = VersionField(required=False)

    @staticmethod
    def initial_of(row: Perspective) -> dict[str, Any]:
        names = ("name", "question", "is_operational", "version")
        return {name: getattr(row, name) for name in names} | scoring_initial(row)

    def values(self) -> dict[str, Any]:
        own = ("name", "question", "is_operational")
        return {k: self.cleaned_data[k] for k in own if k in self.cleaned_data} | self.scoring()


class ThemeForm(ScoringForm):
    name = line(_("Name"), 80)
    statement = lines(
        _("Statement"), 500, rows=3, required=False,
        help_text=_("What this strand of the strategy sets out to do, in a sentence or two."),
    )  # fmt: skip
    colour = forms.TypedChoiceField(
        label=_("Colour"),
        choices=COLOURS,
        coerce=int,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    version = VersionField(required=False)

    def __init__(
        self, *args: Any, people: Sequence[Person], theme: Theme | None = None, **kwargs: Any
    ) -> None:
        self.people, self.kept = people, theme.leader if theme else None
        super().__init__(*args, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        help_text = _("Who answers for the theme.")
        return {
            "leader": PersonField(self.people, self.kept, label=_("Leader"), help_text=help_text)
        }

    @staticmethod
    def initial_of(row: Theme) -> dict[str, Any]:
        own = {"name": row.name, "statement": row.statement, "colour": row.colour}
        return own | {"leader": row.leader_id, "version": row.version} | scoring_initial(row)

    def values(self) -> dict[str, Any]:
        own = ("name", "statement", "colour", "leader")
        kept = {k: self.cleaned_data[k] for k in own if k in self.cleaned_data}
        if kept.get("colour", 0) is None:
            del kept["colour"]
        return kept | self.scoring()


class RemovalForm(RowForm):
    """Removing a perspective or theme: where its objectives go."""

    version = VersionField()

    def __init__(self, *args: Any, others: Sequence[Any], needed: bool, **kwargs: Any) -> None:
        self.others = others if needed else None
        super().__init__(*args, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        if self.others is None:
            return {}
        return {"move_to": RowField(self.others, asks=True, label=_("Its objectives move to"))}

    def values(self) -> dict[str, Any]:
        return {
            "version": self.cleaned_data["version"],
            "move_to": self.cleaned_data.get("move_to"),
        }
