"""A question with its options and what it rests on: raised, edited, taken up anew."""

from collections.abc import Mapping, Sequence
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
from allied.scorecard.models import Kind
from allied.scorecard.typed import parse_value

from ...models import Body, Decision, Importance, Matter
from ..services.options import MOST
from ..services.recommending import Recommendation

PLAIN: Final = (
    "title", "situation", "body", "matter", "amount", "currency", "importance", "reversibility",
    "due_on", "owner",
)  # fmt: skip
GROUNDS: Final = 3
"""Places for grounds beside those that stand there."""


class MoneyField(forms.CharField):
    """An amount as people type it: with the separators of the language."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(required=False, max_length=60, widget=widget, **more)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_value(text, Kind.MONEY)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None


class QuestionForm(RowForm):
    """`options`: how many places for options there are; `grounds`: what may be named, by group."""

    version = VersionField(required=False)
    options = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST)
    title = line(
        gettext_lazy("What is to be decided?"), 200,
        help_text=gettext_lazy("A question that can be answered: “Open the dashboards?”"),
    )  # fmt: skip
    situation = lines(gettext_lazy("Situation"), 8000, rows=4, required=False)
    amount = MoneyField(label=gettext_lazy("Amount"))
    currency = forms.CharField(
        label=gettext_lazy("Currency"), required=False, max_length=10,
        help_text=gettext_lazy("Three letters, such as EUR."),
    )  # fmt: skip
    importance = forms.TypedChoiceField(
        label=gettext_lazy("Importance"), choices=Importance.choices, coerce=int,
        initial=Importance.MODERATE,
    )  # fmt: skip
    reversibility = forms.ChoiceField(
        label=gettext_lazy("Can it be reversed?"), choices=Decision.Reversibility.choices,
        initial=Decision.Reversibility.REVERSIBLE,
    )  # fmt: skip
    due_on = day_field(gettext_lazy("Decide by"), required=False)
    recommended_why = line(gettext_lazy("Why, in one line"), 300, required=False)
    words = line(gettext_lazy("Or in words"), 500, required=False)

    def __init__(
        self, *args: Any, bodies: Sequence[Body], matters: Sequence[Matter],
        people: Sequence[Person], grounds: Sequence[Any], rows: Mapping[str, Any],
        count: int, decision: Decision | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.bodies, self.matters, self.people = bodies, matters, people
        self.offered, self.rows, self.count = grounds, rows, count
        self.kept_owner = decision.owner if decision else None
        self.kept_recommender = decision.recommended_by if decision else None
        self.ground_places = max(GROUNDS, min(_named(kwargs.get("initial")) + 1, MOST))
        super().__init__(*args, **kwargs)
        self.fields["situation"].widget.attrs["data-draft"] = "situation"

    def more_fields(self) -> dict[str, forms.Field]:
        made: dict[str, forms.Field] = {
            "body": RowField(self.bodies, label=_("Body that decides"), required=False),
            "matter": RowField(
                self.matters, label=_("Matter"), required=False,
                help_text=_("What it is about, as the charters list it."),
            ),
            "owner": PersonField(self.people, self.kept_owner, label=_("Who sees to it")),
        }  # fmt: skip
        for place in range(self.count):
            made |= _option_fields(place)
        numbers = [(str(n), _("Option %(number)d") % {"number": n + 1}) for n in range(self.count)]
        made["recommended"] = forms.ChoiceField(
            label=_("Recommended"), required=False, choices=[("", _("none")), *numbers]
        )
        made["recommended_by"] = by = PersonField(
            self.people, self.kept_recommender, label=_("Recommended by")
        )
        offered: Any = by.choices
        by.choices = [("", _("myself")), *list(offered)[1:]]
        for place in range(self.ground_places):
            made[f"ground_{place}"] = forms.ChoiceField(
                label=_("Objective, measure or initiative"), required=False,
                choices=[("", _("choose")), *self.offered],
            )  # fmt: skip
        return made

    @property
    def option_rows(self) -> list[list[forms.BoundField]]:
        """Title, for, against and id of each option, for the template."""
        names = ("title", "for_it", "against_it", "pk")
        return [[self[f"option_{n}_{name}"] for name in names] for n in range(self.count)]

    @property
    def ground_rows(self) -> list[forms.BoundField]:
        return [self[f"ground_{place}"] for place in range(self.ground_places)]

    def clean(self) -> dict[str, Any]:
        for place in range(self.count):
            title, *texts = (
                self.cleaned_data.get(f"option_{place}_{name}", "")
                for name in ("title", "for_it", "against_it")
            )
            if any(texts) and not title and f"option_{place}_title" not in self.errors:
                self.add_error(
                    f"option_{place}_title", _("Name the option, or empty its texts too.")
                )
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """What the services take."""
        kept = {name: self.cleaned_data[name] for name in PLAIN}
        options = self._options()
        return {
            **kept, "options": options, "recommends": self._recommends(options),
            "grounds": self._grounds(),
        }  # fmt: skip

    def _recommends(self, options: Sequence[Mapping[str, Any]]) -> Recommendation:
        """Options that were left empty are not among those that are written."""
        data = self.cleaned_data
        field = f"option_{data['recommended']}"
        places = [place for place, given in enumerate(options) if given["field"] == field]
        lost = -1 if data["recommended"] else None
        place = places[0] if places else lost
        return Recommendation(place, data["recommended_by"], data["recommended_why"])

    def _options(self) -> list[dict[str, Any]]:
        found = []
        for place in range(self.count):
            field = f"option_{place}"
            given = {
                name: self.cleaned_data.get(f"{field}_{name}")
                for name in ("title", "for_it", "against_it", "pk")
            }
            if given["title"] or given["pk"]:
                found.append({**given, "field": field})
        return found

    def _grounds(self) -> list[dict[str, Any]]:
        chosen = [
            self.cleaned_data.get(f"ground_{place}") for place in range(self.ground_places)
        ]  # fmt: skip
        found: list[dict[str, Any]] = [
            {key.partition(":")[0]: self.rows[key]} for key in dict.fromkeys(filter(None, chosen))
        ]
        if text := self.cleaned_data.get("words"):
            found.append({"text": text})
        return found


def _named(initial: Mapping[str, Any] | None) -> int:
    """How many grounds stand there already."""
    return sum(name.startswith("ground_") for name in initial or ())


def _option_fields(place: int) -> dict[str, forms.Field]:
    number = place + 1
    return {
        f"option_{place}_title": line(
            _("Option %(number)d") % {"number": number}, 200, required=False
        ),
        f"option_{place}_for_it": lines(_("For it"), 4000, rows=2, required=False),
        f"option_{place}_against_it": lines(_("Against it"), 4000, rows=2, required=False),
        f"option_{place}_pk": forms.IntegerField(
            widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62
        ),
    }


def stored_of(decision: Decision, *, anew: bool = False) -> dict[str, Any]:
    """The decision as the form shows it; `anew`: for one that takes its place."""
    options, grounds = list(decision.options.all()), list(decision.grounds.all())
    values: dict[str, Any] = {
        "version": decision.version, "title": decision.title, "situation": decision.situation,
        "body": decision.body_id, "matter": decision.matter_id,
        "amount": input_text(decision.amount, Kind.MONEY), "currency": decision.currency,
        "importance": decision.importance, "reversibility": decision.reversibility,
        "due_on": None if anew else decision.due_on, "owner": decision.owner_id,
        "options": len(options) + 1,
    }  # fmt: skip
    places = [str(n) for n, option in enumerate(options) if option.pk == decision.recommended_id]
    if places and not anew:
        values |= {
            "recommended": places[0], "recommended_by": decision.recommended_by_id,
            "recommended_why": decision.recommended_why,
        }  # fmt: skip
    for place, option in enumerate(options):
        kept: dict[str, Any] = {
            "title": option.title,
            "for_it": option.for_it,
            "against_it": option.against_it,
        }
        if not anew:
            kept["pk"] = option.pk
        values |= {f"option_{place}_{name}": value for name, value in kept.items()}
    named = [key for ground in grounds if (key := key_of(ground))]
    values |= {f"ground_{place}": key for place, key in enumerate(named)}
    return {**values, "words": "; ".join(ground.text for ground in grounds if ground.text)}


def key_of(ground: Any) -> str:
    for kind in ("objective", "measure", "initiative"):
        if (pk := getattr(ground, f"{kind}_id")) is not None:
            return f"{kind}:{pk}"
    return ""
