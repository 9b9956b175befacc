"""Forms of the ladder and of one escalation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.alliances.models import Partner
from allied.foundation.ui.forms import RowField, RowForm, VersionField, line, lines

from ..bodies.forms import time_zones
from ..decisions.forms.question import MoneyField
from ..models import Body, Decision, Escalation, Ladder, Matter, Standpoint
from .services.ladders import MOST_DAYS, MOST_LEVELS
from .steps import Step

WEEKENDS = [
    ("56", gettext_lazy("Saturday and Sunday")),
    ("45", gettext_lazy("Friday and Saturday")),
    ("34", gettext_lazy("Thursday and Friday")),
    ("6", gettext_lazy("Sunday")),
    ("4", gettext_lazy("Friday")),
    ("", gettext_lazy("none")),
]
SPONSORS = "sponsors"


class LadderForm(RowForm):
    """A row for each level; one without a level is left out. `seen`: the latest ladder's number."""

    version = VersionField()
    why = line(
        gettext_lazy("Why this ladder"), 500, required=False,
        help_text=gettext_lazy("What the other side reads beside it."),
    )  # fmt: skip
    business_days = forms.TypedChoiceField(
        label=gettext_lazy("Days are"), coerce=lambda value: value == "business",
        choices=[
            ("business", gettext_lazy("business days")), ("all", gettext_lazy("calendar days")),
        ], widget=forms.RadioSelect,
    )  # fmt: skip
    weekend = forms.ChoiceField(label=gettext_lazy("Weekend"), choices=WEEKENDS, required=False)
    holidays = lines(
        gettext_lazy("Holidays"), 4000, rows=4, required=False,
        help_text=gettext_lazy("One date a line: 2026-12-25. They are no business days."),
    )  # fmt: skip
    timezone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), choices=time_zones,
        help_text=gettext_lazy("A day ends at midnight here."),
    )  # fmt: skip
    end = forms.ChoiceField(
        label=gettext_lazy("When the last level's time is over"), choices=Ladder.End.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(
        self, *args: Any, bodies: list[Body], partners: list[Partner], matters: list[Matter],
        ladder: Ladder | None, steps: Sequence[Step], seen: int, zone: str = "UTC", **kwargs: Any,
    ) -> None:  # fmt: skip
        self.bodies = {str(body.pk): body for body in bodies}
        for step in steps:  # one that ended since keeps its place until it is changed
            if step.body is not None:
                self.bodies.setdefault(str(step.body.pk), step.body)
        self.partners, self.matters = partners, {str(matter.pk): matter for matter in matters}
        kwargs["initial"] = {**_initial(ladder, steps, zone), "version": seen}
        super().__init__(*args, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        choices = [
            ("", _("no level")), *((pk, body.name) for pk, body in self.bodies.items()),
            (SPONSORS, _("Executive sponsors")),
        ]  # fmt: skip
        found: dict[str, forms.Field] = {}
        for place in range(MOST_LEVELS):
            number = {"number": place + 1}
            found[f"level_{place}"] = forms.ChoiceField(
                label=_("Level %(number)d") % number, choices=choices, required=False
            )
            found[f"days_{place}"] = forms.IntegerField(
                label=_("Days on level %(number)d") % number, min_value=1, max_value=MOST_DAYS,
                required=False, widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )  # fmt: skip
        found["final_say"] = RowField(
            self.partners, label=_("Final say of"), asks=True, required=False
        )
        found["final_matters"] = forms.MultipleChoiceField(
            label=_("On these matters"), required=False,
            choices=[(pk, matter.name) for pk, matter in self.matters.items()],
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        return found

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """For the template."""
        return [(self[f"level_{n}"], self[f"days_{n}"]) for n in range(MOST_LEVELS)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        for n in range(MOST_LEVELS):
            asked = data.get(f"level_{n}") and f"days_{n}" not in self.errors
            if asked and not data.get(f"days_{n}"):
                self.add_error(f"days_{n}", _("Say for how many days."))
        return data

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        names = ("why", "business_days", "weekend", "holidays", "timezone", "end", "final_say")
        levels = [
            Step(self.bodies.get(data[f"level_{n}"]), data[f"days_{n}"])
            for n in range(MOST_LEVELS)
            if data[f"level_{n}"]
        ]
        matters = [self.matters[pk] for pk in data["final_matters"]]
        return {"levels": levels, "final_matters": matters, **{name: data[name] for name in names}}


def _initial(ladder: Ladder | None, steps: Sequence[Step], zone: str) -> dict[str, Any]:
    row = ladder or Ladder(timezone=zone)
    found: dict[str, Any] = {
        "business_days": "business" if row.business_days else "all",
        "weekend": row.weekend, "holidays": row.holidays, "timezone": row.timezone,
        "end": row.end, "final_say": row.final_say_id,
        "final_matters": [str(m.pk) for m in row.final_matters.all()] if ladder else [],
    }  # fmt: skip
    for place, step in enumerate(steps):
        found[f"level_{place}"] = str(step.body.pk) if step.body else SPONSORS
        found[f"days_{place}"] = step.days
    return found


class EscalationForm(RowForm):
    version = VersionField(required=False)
    title = line(gettext_lazy("Matter"), 200)
    situation = lines(
        gettext_lazy("Situation"), 8000, rows=6, required=False,
        help_text=gettext_lazy("What happened, in words that both sides would sign."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, matters: list[Matter], row: Escalation | None = None, **kwargs: Any
    ) -> None:
        self.matters = matters
        if row is not None:
            kwargs["initial"] = {
                "version": row.version, "title": row.title, "situation": row.situation,
                "matter": row.matter_id,
            }  # fmt: skip
        super().__init__(*args, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        return {
            "matter": RowField(
                self.matters, label=_("Kind of matter"), required=False,
                help_text=_("A final say holds for listed kinds only."),
            )
        }  # fmt: skip

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "situation", "matter")}


class StandpointForm(RowForm):
    version = VersionField()
    holds = lines(gettext_lazy("What we hold"), 4000, rows=4)
    why = lines(gettext_lazy("Why"), 4000, rows=4, required=False)
    accepts = lines(gettext_lazy("What would be acceptable"), 4000, rows=4, required=False)

    def __init__(self, *args: Any, point: Standpoint | None, **kwargs: Any) -> None:
        row = point or Standpoint(version=0)
        kwargs["initial"] = {name: getattr(row, name) for name in ("version", *TEXTS)}
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("version", *TEXTS)}


TEXTS = ("holds", "why", "accepts")


class DecideForm(RowForm):
    version = VersionField()
    decided = lines(
        gettext_lazy("What was decided"), 8000, rows=5, required=False,
        help_text=gettext_lazy("Not needed for a decision that the body has taken already."),
    )  # fmt: skip
    amount = MoneyField(
        label=gettext_lazy("Amount"),
        help_text=gettext_lazy("Of a new decision: its matter has an amount."),
    )
    currency = line(gettext_lazy("Currency"), 10, required=False)

    def __init__(
        self, *args: Any, decisions: list[Decision], matter: Matter | None, **kwargs: Any
    ) -> None:
        self.decisions = decisions
        super().__init__(*args, **kwargs)
        if matter is None or not matter.has_amount:
            del self.fields["amount"], self.fields["currency"]

    def more_fields(self) -> dict[str, forms.Field]:
        rows = [(str(row.pk), _in_log(row)) for row in self.decisions]
        field = forms.ChoiceField(
            label=_("Decision"), required=False,
            choices=[("", _("a new one, in the words of this escalation")), *rows],
        )  # fmt: skip
        return {"decision": field}

    def decision(self) -> Decision | None:
        chosen = self.cleaned_data["decision"]
        return next((row for row in self.decisions if str(row.pk) == chosen), None)

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        names = [name for name in self.cleaned_data if name != "decision"]
        return {**{name: self.cleaned_data[name] for name in names}, "decision": self.decision()}


def _in_log(row: Decision) -> str:
    words = {"number": row.number, "title": row.title, "state": row.get_state_display()}
    return _("%(number)d. %(title)s (%(state)s)") % words


class WordsForm(RowForm):
    """One text with a version: why, advice, a final say. `name`: of the field."""

    version = VersionField()

    def __init__(self, *args: Any, name: str, label: str, limit: int, **kwargs: Any) -> None:
        self.name, self.label, self.limit = name, label, limit
        super().__init__(*args, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        rows = 3 if self.limit < 2000 else 6
        return {self.name: lines(self.label, self.limit, rows=rows)}

    def words(self) -> forms.BoundField:
        return self[self.name]
