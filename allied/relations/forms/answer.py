"""The questions of one side as a form: the same for us and, by link, for the counterpart."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import Struct

from allied.foundation.access.refusal import Refused
from allied.foundation.ui.forms import RowForm, VersionField, lines
from allied.scorecard.formats import input_text, value_text
from allied.scorecard.typed import parse_value

from ..definition import Asked, Definition, Part
from ..given import NOTE_LIMIT, NOTHING, Given, checked_value, shown
from ..given import from_json as given_from
from ..models import Answer, Answered


class Question(Struct, frozen=True):
    """A criterion with its two fields."""

    asked: Asked
    value: forms.BoundField
    note: forms.BoundField
    said: str

    @property
    def has_note(self) -> bool:
        return bool(self.note.value() or self.note.errors)


class AnswerForm(RowForm):
    """A value and a note to each criterion that this side is asked; none of them must be given."""

    version = VersionField()
    comment = lines(
        gettext_lazy("Anything else"), 4000, rows=3, required=False,
    )  # fmt: skip

    def __init__(
        self, *args: Any, definition: Definition, view: str, answer: Answer | None = None,
        version: int = 0, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.definition, self.view = definition, view
        self.asked = {each.id: each for each in definition.asked_of(view)}
        self.before = given = given_from(answer.given) if answer else {}
        kwargs["initial"] = {
            "version": version, "comment": answer.comment if answer else "",
            **{k: v for asked in self.asked.values() for k, v in _start(asked, given)},
        }  # fmt: skip
        super().__init__(*args, **kwargs)

    def more_fields(self) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {}
        for asked in self.asked.values():
            found[f"value_{asked.id}"] = _value_field(asked)
            found[f"note_{asked.id}"] = lines(
                _("Note on “%(name)s”") % {"name": asked.name}, NOTE_LIMIT, required=False
            )
        return found

    @property
    def parts(self) -> Iterator[tuple[Part, list[Question]]]:
        for part in self.definition.parts:
            if asked := part.asked_of(self.view):
                yield part, [self._question(each) for each in asked]

    def _question(self, asked: Asked) -> Question:
        said = shown(asked, self.before.get(asked.id, NOTHING))
        return Question(asked, self[f"value_{asked.id}"], self[f"note_{asked.id}"], said)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for asked in self.asked.values():
            name = f"value_{asked.id}"
            text = (data.get(name) or "").strip()
            data[name] = None
            if text:
                try:
                    value = parse_value(text, asked.number_kind, field=name)
                    data[name] = checked_value(asked, value)
                except Refused as refused:
                    self.add_error(name, str(refused))
        return data

    def given(self) -> dict[int, Given]:
        data = self.cleaned_data
        return {pk: Given(data[f"value_{pk}"], data[f"note_{pk}"]) for pk in self.asked}

    def answers(self) -> dict[str, Any]:
        """What the services take."""
        data = self.cleaned_data
        return {"version": data["version"], "given": self.given(), "comment": data["comment"]}


def _start(asked: Asked, given: dict[int, Given]) -> list[tuple[str, str]]:
    known = given.get(asked.id, NOTHING)
    return [
        (f"value_{asked.id}", input_text(known.value, asked.number_kind)),
        (f"note_{asked.id}", known.note),
    ]


def _value_field(asked: Asked) -> forms.Field:
    """Radio buttons where there are few answers, with one for none; else a line to type in."""
    words: dict[str, Any] = {
        "label": asked.question, "required": False, "help_text": asked.help,
    }  # fmt: skip
    if asked.kind == Answered.SCALE:
        steps = range(asked.lowest, asked.highest + 1)
        choices = [(str(step), _step(asked, step)) for step in steps]
        return forms.ChoiceField(
            choices=[*choices, ("", _("no answer"))], widget=forms.RadioSelect, **words
        )
    if asked.kind == Answered.YES_NO:
        choices = [("1", _("yes")), ("0", _("no")), ("", _("no answer"))]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **words)
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"})
    return forms.CharField(max_length=60, widget=widget, **words)


def _step(asked: Asked, step: int) -> str:
    number = value_text(Decimal(step))
    said = {asked.lowest: asked.lowest_means, asked.highest: asked.highest_means}.get(step, "")
    return f"{number} {said}" if said else number
