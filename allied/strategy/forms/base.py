"""What the forms of the map have in common: partial answers, refusals, lost races."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allied.foundation.access.refusal import Refused
from allied.people.models import Person

from ..weights import weight_on
from ..wording import MISSING_POLICIES, ROLL_UP_RULES

SCORING = ("weight", "roll_up_rule", "missing_policy", "judgement")
LARGEST_VERSION = 2**31 - 2


@dataclass(frozen=True)
class Theirs:
    """One field that somebody else saved in the meantime."""

    label: str
    text: str


class VersionField(forms.IntegerField):
    """The version that was read, carried through the form."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.HiddenInput)
        super().__init__(min_value=0, max_value=LARGEST_VERSION, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, int) else value


def line(label: Any, limit: int, **more: Any) -> forms.CharField:
    """One line of text in whatever direction it is written."""
    widget = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=limit, widget=widget, **more)


def lines(label: Any, limit: int, rows: int = 2, **more: Any) -> forms.CharField:
    """Text that needs more than a line to be read while it is typed."""
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, max_length=limit, widget=widget, **more)


class MapForm(forms.Form):
    """A form of the map. `partial`: only the fields that were sent are changed."""

    def __init__(self, *args: Any, partial: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(self.more_fields())
        self.partial = partial and self.is_bound
        self.theirs: list[Theirs] = []
        if self.partial:
            for name in [name for name in self.fields if name not in self.data]:
                del self.fields[name]

    def more_fields(self) -> dict[str, forms.Field]:
        """Fields that depend on the alliance."""
        return {}

    def refuse(self, refused: Refused) -> None:
        """Show a refusal beside its field, or above the form where the field is not in it."""
        self.add_error(refused.field if refused.field in self.fields else None, str(refused))

    def lose_to(self, fresh: "MapForm", version: str = "version") -> None:
        """Somebody else saved first: show what, keep what was typed, and let it be saved over."""
        self.theirs = [
            Theirs(str(field.label), fresh.shown(name))
            for name, field in self.fields.items()
            if not isinstance(field.widget, forms.HiddenInput | forms.SelectMultiple)
            and name in fresh.initial
            and fresh.shown(name) != self.typed(name)
        ]
        data = self.data.copy()  # type: ignore[attr-defined]
        data[version] = str(fresh.initial.get(version, 0))
        self.data = data
        said = _("Somebody else saved this in the meantime. What you typed is still here.")
        self.add_error(None, said)

    def shown(self, name: str) -> str:
        """The stored value as the reader knows it."""
        return self._words(name, self.initial.get(name))

    def typed(self, name: str) -> str:
        """What was typed, in the same words."""
        return self._words(name, self[name].data)

    def _words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return _("yes") if value else _("no")
        for key, words in getattr(field, "choices", ()):
            pairs = words if isinstance(words, list) else [(key, words)]
            for choice, text in pairs:
                if str(choice) == str("" if value is None else value):
                    return str(text)
        return "" if value is None else str(value)


class ScoringForm(MapForm):
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
    weight_from = forms.DateField(
        label=gettext_lazy("Weight from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
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


def trimmed(value: Any) -> str:
    """A number without useless zeros; what is none as it is."""
    text = "" if value is None else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


class PersonField(forms.TypedChoiceField):
    """Somebody of the alliance, by company, or nobody."""

    def __init__(self, people: Iterable[Person], kept: Person | None, **kwargs: Any) -> None:
        self.people = {person.pk: person for person in people}
        groups: dict[str, list[tuple[int, str]]] = {}
        for person in self.people.values():
            groups.setdefault(person.company.name, []).append((person.pk, person.name))
        choices: list[Any] = [("", _("nobody yet")), *groups.items()]
        if kept is not None and kept.pk not in self.people:
            self.people[kept.pk] = kept
            choices.append((kept.pk, _("%(name)s (left)") % {"name": kept.name}))
        super().__init__(
            choices=choices, required=False, empty_value=None, coerce=self._person, **kwargs
        )

    def _person(self, value: str) -> Person:
        return self.people[int(value)]


class RowField(forms.TypedChoiceField):
    """One of the given rows. `asks`: none is chosen beforehand."""

    def __init__(self, rows: Iterable[Any], *, asks: bool = False, **kwargs: Any) -> None:
        self.rows: Mapping[str, Any] = {str(row.pk): row for row in rows}
        choices = [(pk, str(row)) for pk, row in self.rows.items()]
        if asks or not kwargs.get("required", True):
            choices.insert(0, ("", _("choose") if asks else ""))
        super().__init__(choices=choices, coerce=self.rows.__getitem__, empty_value=None, **kwargs)
